namespace RiskTraceGen;

/// <summary>What the routes of one dispatcher share.</summary>
internal sealed class DispatchContext(RiskTracer tracer)
{
    public RiskTracer Tracer { get; } = tracer;

    public DispatchSettings Settings { get; } = tracer.Dispatching;

    public DispatchGate Gate { get; } = tracer.Dispatching.Order == DispatchOrder.Serial ? new SerialGate() : new KeyedGate();

    public GivenUpRules GivenUp { get; } = new();

    /// <summary>How long a rule may take; zero means for ever.</summary>
    public TimeSpan TimeoutOf(TracePoint rule)
        => rule.TimeoutMilliseconds > 0 ? TimeSpan.FromMilliseconds(rule.TimeoutMilliseconds) : Settings.RuleTimeout.GetValueOrDefault();
}
