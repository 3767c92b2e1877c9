using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.ProfitAndLoss;

namespace TradingBot.Tests.Rules.ProfitAndLoss;

public sealed class PerTradeRiskTests : RuleTests
{
    private readonly PerTradeRiskRule _rule;

    public PerTradeRiskTests()
    {
        _rule = new PerTradeRiskRule(new PerTradeRiskLimits { Amount = 1_000, Percent = 2 }, Bench.Account, Bench.Market);
        Bench.Quote(Es, 6650, 6650.25m);
    }

    // 50 dollars a point, two contracts: 10 points are 1,000 dollars.
    [Theory]
    [InlineData(OrderSide.Buy, "6650.00", "6640.25", true)]
    [InlineData(OrderSide.Buy, "6650.00", "6640.00", true)]
    [InlineData(OrderSide.Buy, "6650.00", "6639.75", false)]
    [InlineData(OrderSide.Sell, "6650.00", "6660.00", true)]
    [InlineData(OrderSide.Sell, "6650.00", "6660.25", false)]
    [InlineData(OrderSide.Buy, "6650.00", "6650.00", false)]
    [InlineData(OrderSide.Buy, "6650.00", "6650.25", false)]
    [InlineData(OrderSide.Sell, "6650.00", "6649.75", false)]
    public void FromEntryToStopAnOrderMayLoseTheLimit(OrderSide side, string entry, string stop, bool passes)
        => Assert.Equal(passes, _rule.Check(Ask(RiskBench.Limit(Es, side, 2, Dec(entry)) with { PlannedStop = Dec(stop) }), Flow).IsPass);

    [Theory]
    [InlineData(OrderSide.Buy, "6640.25", true)]
    [InlineData(OrderSide.Buy, "6640.00", false)]
    [InlineData(OrderSide.Sell, "6660.00", true)]
    [InlineData(OrderSide.Sell, "6660.25", false)]
    public void AtTheMarketTheOtherSideIsTheEntry(OrderSide side, string stop, bool passes)
        => Assert.Equal(passes, _rule.Check(Ask(RiskBench.Order(Es, side, 2) with { PlannedStop = Dec(stop) }), Flow).IsPass);

    [Theory]
    [InlineData("0.00", true)]
    [InlineData("0.01", false)]
    public void InAnAccountThatHasLostThePartIsTheLimit(string loss, bool passes)
    {
        Bench.Realize(-10_000 - Dec(loss));

        // 2 % of 40,000 are 800: 8 points of two contracts.
        Assert.Equal(passes, _rule.Check(Ask(RiskBench.Limit(Es, OrderSide.Buy, 2, 6650) with { PlannedStop = 6642 }), Flow).IsPass);
    }

    [Fact]
    public void WithoutAStopAPriceOrAValueNobodyKnows()
    {
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow));
        Bench.Quote(Es, 6650, null);
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1) with { PlannedStop = 6640 }), Flow));
        Bench.Hold(Mnq, 1, 24_500);
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Sell, 1) with { PlannedStop = 6660 }), Flow));
    }
}
