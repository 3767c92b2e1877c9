namespace RiskTraceGen.Tests;

internal delegate ValueTask<RuleResult> Evaluation<in TEvent>(TEvent riskEvent, RiskFlow flow, CancellationToken cancellationToken);

/// <summary>Rules that do what a test tells them.</summary>
internal sealed class ScriptedRules<TEvent> : EventRules<TEvent>
{
    private readonly Evaluation<TEvent>[] _rules;

    public ScriptedRules(params Evaluation<TEvent>[] rules) : this("rule", rules)
    {
    }

    public ScriptedRules(string name, params Evaluation<TEvent>[] rules) : this(name, 0, rules)
    {
    }

    public ScriptedRules(string name, int timeoutMilliseconds, params Evaluation<TEvent>[] rules)
        : base(
            TracePoint.Event(typeof(TEvent).Name, typeof(TEvent).Name),
            [.. rules.Select((_, i) => TracePoint.Rule($"{name}_{i}", "test", $"Scripted.{name}_{i}", typeof(TEvent).Name, timeoutMilliseconds))])
    {
        _rules = rules;
    }

    public Func<TEvent, string?> Contract { get; init; } = static _ => null;

    public Func<TEvent, string?> Account { get; init; } = static _ => null;

    public override ValueTask<RuleResult> EvaluateAsync(int rule, in TEvent riskEvent, in RiskFlow flow, CancellationToken cancellationToken)
        => _rules[rule](riskEvent, flow, cancellationToken);

    public override void Write(ref RecordWriter writer, TEvent riskEvent) => writer.Value(riskEvent);

    public override string? ContractOf(TEvent riskEvent) => Contract(riskEvent);

    public override string? AccountOf(TEvent riskEvent) => Account(riskEvent);
}

/// <summary>An event that says nothing.</summary>
internal readonly record struct Tick(int Number);

/// <summary>An event about a contract, or about none.</summary>
internal readonly record struct Quoted(string? Contract, int Number);
