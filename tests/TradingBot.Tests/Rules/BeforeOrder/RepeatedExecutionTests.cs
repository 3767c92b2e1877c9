using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.BeforeOrder;

namespace TradingBot.Tests.Rules.BeforeOrder;

public sealed class RepeatedExecutionTests : RuleTests
{
    private readonly RepeatedExecutionRule _rule;

    public RepeatedExecutionTests()
        => _rule = new RepeatedExecutionRule(new RepeatedExecutionLimits { Executions = 3, WindowMinutes = 10 }, Bench.Gate);

    [Fact]
    public void AboveTheNumberAPersonHasToLook()
    {
        for (int i = 0; i < 3; i++)
            Assert.True(Fire(i).IsPass);
        Assert.True(Bench.Gate.IsOpen(Es.Id, Morning));

        Assert.True(Fire(3).IsBreach);
        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((HoldKind.Disable, null, null), (hold.Kind, hold.Until, hold.ContractId));
        Assert.False(Bench.Gate.IsOpen(Mnq.Id, Morning.AddYears(1)));
        Assert.Equal(1, Bench.Gate.Enable("Jane Doe", Morning, Flow));
        Assert.True(Fire(4).IsPass);
    }

    [Fact]
    public void EachContractCountsAloneAndWhatIsLongAgoDoesNot()
    {
        for (int i = 0; i < 3; i++)
            Fire(i);

        Assert.True(_rule.Check(new StrategyFired("test", Mnq.Id, Morning), Flow).IsPass);
        Assert.True(Fire(10).IsPass);
    }

    private RuleResult Fire(int minute) => _rule.Check(new StrategyFired("test", Es.Id, Morning.AddMinutes(minute)), Flow);
}
