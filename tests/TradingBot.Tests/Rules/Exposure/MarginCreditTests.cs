using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Exposure;

namespace TradingBot.Tests.Rules.Exposure;

public sealed class MarginCreditTests : RuleTests
{
    private readonly MarginCreditRule _rule;

    public MarginCreditTests()
    {
        var limits = new MarginCreditLimits { MarginByProduct = { ["ES"] = 10_000, ["MNQ"] = 1_000 } };
        _rule = new MarginCreditRule(limits, Bench.Account, Bench.Projection, Bench.Gate);
        Bench.Quote(Es, 6650, 6650);
        Bench.Quote(Mnq, 24_500, 24_500);
    }

    [Theory]
    [InlineData("0.00", true)]
    [InlineData("0.01", false)]
    public void AllThatIsThereMayBeUsed(string fee, bool passes)
    {
        Bench.Hold(Es, -2, 6650, Dec(fee));
        Bench.Orders.Accepted("1", RiskBench.Limit(Es, OrderSide.Sell, 1, 6660));

        Assert.Equal(passes, _rule.Check(Ask(RiskBench.Order(Mnq, OrderSide.Buy, 20)), Flow).IsPass);
    }

    [Theory]
    [InlineData(3, OrderSide.Buy, 2, true)]
    [InlineData(3, OrderSide.Buy, 3, false)]
    [InlineData(-3, OrderSide.Sell, 2, true)]
    [InlineData(-3, OrderSide.Sell, 3, false)]
    [InlineData(-3, OrderSide.Buy, 8, true)]
    [InlineData(-3, OrderSide.Buy, 9, false)]
    public void TheWorstThatCanComeAboutCounts(int held, OrderSide side, int size, bool passes)
    {
        Bench.Hold(Es, held, 6650);

        Assert.Equal(passes, _rule.Check(Ask(RiskBench.Order(Es, side, size)), Flow).IsPass);
    }

    [Fact]
    public void AChangeTakesThePlaceOfTheOrder()
    {
        OrderRequest order = RiskBench.Limit(Es, OrderSide.Buy, 4, 6600);
        Bench.Orders.Accepted("1", order);

        Assert.True(_rule.Check(AskChange(order with { Size = 5 }), Flow).IsPass);
        Assert.True(_rule.Check(AskChange(order with { Size = 6 }), Flow).IsBreach);
        Assert.True(_rule.Check(Ask(order), Flow).IsBreach);
    }

    [Fact]
    public void WhatTakesFromAPositionNeedsNothing()
    {
        Bench.Orders.Accepted("1", RiskBench.Order(Es, OrderSide.Sell, 90) with { ReduceOnly = true });

        Assert.True(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 5)), Flow).IsPass);
    }

    [Fact]
    public void WithoutMarginPriceOrContractNobodyKnows()
    {
        FuturesContract gold = FuturesContract.Of(FuturesProduct.GC, new DeliveryMonth(2025, 12));
        AssertNoData(_rule.Check(Ask(RiskBench.Order(gold, OrderSide.Buy, 1)), Flow));
        Bench.Quote(gold, 3_700, 3_700.1m);
        AssertNoData(_rule.Check(Ask(RiskBench.Order(gold, OrderSide.Buy, 1)), Flow));

        Bench.Hold(Es, 1, 6650);
        Bench.Quote(Es, null, 6650);
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Mnq, OrderSide.Buy, 1)), Flow));
    }

    [Fact]
    public void AnAccountThatIsShortOfMoneyIsBarredUntilItIsNot()
    {
        Bench.Hold(Es, 6, 6650);
        Assert.True(_rule.Check(Update(), Flow).IsBreach);
        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((HoldKind.Block, null), (hold.Kind, hold.Until));

        _rule.Check(Update(), Flow);
        Assert.Single(Bench.Gate.History);
        Bench.Hold(Es, -1, 6650);
        Assert.True(_rule.Check(Update(), Flow).IsPass);
        Assert.True(Bench.Gate.IsOpen(Es.Id, Morning));
    }

    [Fact]
    public void WhatAnEarlierRunBarredIsFreeWhenThereIsMoneyAgain()
    {
        Bench.Gate.Block("margin_credit", contractId: null, "short of money", Morning, Flow);
        Bench.Hold(Es, 6, 6650);
        Assert.True(_rule.Check(new ClockTick(Morning), Flow).IsBreach);
        Assert.False(Bench.Gate.IsOpen(Es.Id, Morning));

        Bench.Hold(Es, -6, 6650);
        Assert.True(_rule.Check(new ClockTick(Morning), Flow).IsPass);
        Assert.True(Bench.Gate.IsOpen(Es.Id, Morning));
    }

    private static AccountUpdated Update() => new("TEST", 50_000, CanTrade: true, Morning);
}
