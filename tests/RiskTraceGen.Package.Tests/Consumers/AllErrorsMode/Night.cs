using RiskTraceGen;

public sealed record Tick(int Size);

[RiskRule("night")]
public sealed class NightRule
{
    public RuleResult Check(Tick tick) => DateTimeOffset.UtcNow.Hour > 20 ? RuleResult.Breach("too late") : RuleResult.Pass;
}
