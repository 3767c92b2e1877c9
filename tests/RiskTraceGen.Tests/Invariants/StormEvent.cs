namespace RiskTraceGen.Tests;

/// <summary>An event of the random runs, known by its number.</summary>
internal readonly record struct StormEvent(int Number, string? Contract);

/// <summary>The rules of one module that a storm event wakes; what they do is the scenario's.</summary>
internal sealed class StormRules(TracePoint[] rules, Func<int, StormEvent, RiskFlow, CancellationToken, ValueTask<RuleResult>> evaluate) : EventRules<StormEvent>(Event, rules)
{
    // Trace points are for ever, and every journal defines them all: there is one set for all scenarios.
    private static readonly TracePoint Event = TracePoint.Event("STORM_EVENT", nameof(StormEvent));

    /// <summary>Makes the trace points of rules.</summary>
    public static TracePoint[] Points(string name, int timeoutMilliseconds, int count)
        => [.. Enumerable.Range(0, count).Select(i => TracePoint.Rule($"{name}_{i}", "storm", $"StormRules.{name}_{i}", "STORM_EVENT", timeoutMilliseconds))];

    public override ValueTask<RuleResult> EvaluateAsync(int rule, in StormEvent riskEvent, in RiskFlow flow, CancellationToken cancellationToken) => evaluate(rule, riskEvent, flow, cancellationToken);

    public override void Write(ref RecordWriter writer, StormEvent riskEvent) => writer.Int32(riskEvent.Number);

    public override string? ContractOf(StormEvent riskEvent) => riskEvent.Contract;
}
