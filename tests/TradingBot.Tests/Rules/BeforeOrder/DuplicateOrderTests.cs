using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.BeforeOrder;

namespace TradingBot.Tests.Rules.BeforeOrder;

public sealed class DuplicateOrderTests : RuleTests
{
    private readonly DuplicateOrderRule _rule = new(new DuplicateOrderLimits { WindowMilliseconds = 1_000 });

    [Theory]
    [InlineData(0, false)]
    [InlineData(999, false)]
    [InlineData(1_000, true)]
    [InlineData(1_001, true)]
    public void TheSameOrderPassesAgainWhenTheWindowIsOver(int milliseconds, bool passes)
    {
        OrderRequest order = RiskBench.Limit(Es, OrderSide.Buy, 1, 6650);
        Assert.True(_rule.Check(Ask(order), Flow).IsPass);

        Assert.Equal(passes, _rule.Check(Ask(order, Morning.AddMilliseconds(milliseconds)), Flow).IsPass);
    }

    [Theory]
    [InlineData("entry", "6640.25")]
    [InlineData("add", "6640.00")]
    public void WhyItIsSentAndWhereItsStopWillStandMakeItNoOtherOrder(string purpose, string plannedStop)
    {
        OrderRequest order = RiskBench.Order(Es, OrderSide.Buy, 1) with { PlannedStop = 6640 };
        Assert.True(_rule.Check(Ask(order with { Tag = "entry-1" }), Flow).IsPass);

        OrderRequest again = order with { Tag = "entry-2", Purpose = purpose, PlannedStop = Dec(plannedStop) };
        Assert.Equal("the same order within 1000 ms", _rule.Check(Ask(again), Flow).Reason);
    }

    [Fact]
    public void AnythingElseIsAnotherOrder()
    {
        OrderRequest order = RiskBench.Limit(Es, OrderSide.Buy, 1, 6650);
        foreach (OrderRequest other in (OrderRequest[])[
            order, order with { Side = OrderSide.Sell }, order with { Size = 2 }, order with { LimitPrice = 6650.25m }, order with { ContractId = Mnq.Id }])
            Assert.True(_rule.Check(Ask(other), Flow).IsPass);
    }

    [Fact]
    public void ATagIsUsedOnceHoweverMuchLater()
    {
        OrderRequest order = RiskBench.Order(Es, OrderSide.Buy, 1) with { Tag = "entry-1" };
        Assert.True(_rule.Check(Ask(order), Flow).IsPass);

        Assert.True(_rule.Check(Ask(order with { Size = 3 }, Morning.AddHours(1)), Flow).IsBreach);
        Assert.True(_rule.Check(Ask(order with { Tag = "entry-2" }, Morning.AddHours(2)), Flow).IsPass);
    }

    [Fact]
    public void EachRepetitionBeginsTheWindowAnew()
    {
        OrderRequest order = RiskBench.Order(Es, OrderSide.Buy, 1);
        foreach (int milliseconds in (int[])[0, 900, 1_800])
            Assert.Equal(milliseconds == 0, _rule.Check(Ask(order, Morning.AddMilliseconds(milliseconds)), Flow).IsPass);
    }
}
