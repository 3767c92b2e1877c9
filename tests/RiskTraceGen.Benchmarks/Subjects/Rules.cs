namespace RiskTraceGen.Benchmarks.Subjects;

public readonly record struct PriceChanged(string ContractId, decimal Price, int Size);

[RiskRule("first")]
public sealed class FirstRule
{
    public RuleResult Check(PriceChanged change, RiskFlow flow) => flow.Exceeds("Size check", change.Size, 10) ? RuleResult.Breach("size") : RuleResult.Pass;
}

[RiskRule("second")]
public sealed class SecondRule
{
    public RuleResult Check(PriceChanged change, RiskFlow flow) => flow.Exceeds("Price check", change.Price, 50_000m) ? RuleResult.Breach("price") : RuleResult.Pass;
}

[RiskRule("third")]
public sealed class ThirdRule
{
    public ValueTask<RuleResult> CheckAsync(PriceChanged change, RiskFlow flow)
        => new(flow.FallsBelow("Size floor", change.Size, 0) ? RuleResult.Breach("size") : RuleResult.Pass);
}

[RiskRule("fourth")]
public sealed class FourthRule
{
    public ValueTask<RuleResult> CheckAsync(PriceChanged change, RiskFlow flow)
        => new(flow.FallsBelow("Price floor", change.Price, 1m) ? RuleResult.Breach("price") : RuleResult.Pass);
}
