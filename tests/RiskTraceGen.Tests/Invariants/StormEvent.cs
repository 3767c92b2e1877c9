namespace RiskTraceGen.Tests;

/// <summary>An event of the random runs, known by its number.</summary>
internal readonly record struct StormEvent(int Number, string? Contract);

/// <summary>The rules of one module that a storm event wakes; what they do is the scenario's.</summary>
internal sealed class StormRules(string name, int timeoutMilliseconds, int count, Func<int, StormEvent, RiskFlow, CancellationToken, ValueTask<RuleResult>> evaluate)
    : EventRules<StormEvent>(
        TracePoint.Event("STORM_EVENT", nameof(StormEvent)),
        [.. Enumerable.Range(0, count).Select(i => TracePoint.Rule($"{name}_{i}", "storm", $"StormRules.{name}_{i}", "STORM_EVENT", timeoutMilliseconds))])
{
    public override ValueTask<RuleResult> EvaluateAsync(int rule, StormEvent riskEvent, RiskFlow flow, CancellationToken cancellationToken) => evaluate(rule, riskEvent, flow, cancellationToken);

    public override void Write(ref RecordWriter writer, StormEvent riskEvent) => writer.Int32(riskEvent.Number);

    public override string? ContractOf(StormEvent riskEvent) => riskEvent.Contract;
}
