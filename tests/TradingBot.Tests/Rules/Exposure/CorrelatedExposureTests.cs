using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.Exposure;

namespace TradingBot.Tests.Rules.Exposure;

public sealed class CorrelatedExposureTests : RuleTests
{
    private readonly CorrelatedExposureRule _rule;

    public CorrelatedExposureTests()
    {
        var limits = new CorrelatedExposureLimits { Cap = 5, Groups = { ["Indices"] = new() { ["ES"] = 1, ["MNQ"] = 0.15m } } };
        _rule = new CorrelatedExposureRule(limits, Bench.Projection);
        Bench.Quote(Es, 6650, 6650.25m);
        Bench.Quote(Mnq, 24_500, 24_500.25m);
    }

    [Theory]
    [InlineData(2, OrderSide.Buy, 19, true)]
    [InlineData(2, OrderSide.Buy, 20, true)]
    [InlineData(2, OrderSide.Buy, 21, false)]
    [InlineData(-2, OrderSide.Sell, 20, true)]
    [InlineData(-2, OrderSide.Sell, 21, false)]
    [InlineData(2, OrderSide.Sell, 46, true)]
    [InlineData(2, OrderSide.Sell, 47, false)]
    public void ByWeightTheyAreOnePosition(int minis, OrderSide side, int micros, bool passes)
    {
        Bench.Hold(Es, minis, 6650);

        Assert.Equal(passes, _rule.Check(Ask(RiskBench.Order(Mnq, side, micros)), Flow).IsPass);
    }

    [Fact]
    public void OrdersThatWorkCountAndAChangeTakesThePlaceOfItsOwn()
    {
        OrderRequest order = RiskBench.Limit(Es, OrderSide.Buy, 3, 6600);
        Bench.Orders.Accepted("1", order);

        Assert.True(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 2)), Flow).IsPass);
        Assert.True(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 3)), Flow).IsBreach);
        Assert.True(_rule.Check(AskChange(order with { Size = 5 }), Flow).IsPass);
        Assert.True(_rule.Check(AskChange(order with { Size = 6 }), Flow).IsBreach);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(-6, false)]
    public void WhatIsHeldIsSaid(int held, bool passes)
    {
        Bench.Hold(Es, held, 6650);

        Assert.Equal(passes, _rule.Check(Updated(Es), Flow).IsPass);
    }

    [Fact]
    public void AProductOutsideTheGroupDoesNotCount()
    {
        FuturesContract gold = FuturesContract.Of(FuturesProduct.GC, new DeliveryMonth(2025, 12));
        Bench.Quote(gold, 3_700, 3_700.1m);

        Assert.True(_rule.Check(Ask(RiskBench.Order(gold, OrderSide.Buy, 100)), Flow).IsPass);
    }

    [Fact]
    public void AContractThatNobodyKnowsIsNoPass()
        => AssertNoData(_rule.Check(Ask(new OrderRequest("CON.F.US.CL.Z25", OrderSide.Buy, OrderType.Market, 1)), Flow));
}
