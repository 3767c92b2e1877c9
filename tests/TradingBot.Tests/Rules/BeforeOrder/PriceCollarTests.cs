using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.BeforeOrder;

namespace TradingBot.Tests.Rules.BeforeOrder;

public sealed class PriceCollarTests : RuleTests
{
    private readonly PriceCollarRule _rule;

    public PriceCollarTests() => _rule = new PriceCollarRule(new PriceCollarLimits { Ticks = 40 }, Bench.Market);

    // The middle is 6650.00; 40 ticks are 10 points.
    [Theory]
    [InlineData(OrderSide.Buy, "6659.75", true)]
    [InlineData(OrderSide.Buy, "6660.00", true)]
    [InlineData(OrderSide.Buy, "6660.25", false)]
    [InlineData(OrderSide.Sell, "6640.00", true)]
    [InlineData(OrderSide.Sell, "6639.75", false)]
    [InlineData(OrderSide.Buy, "6639.75", false)]
    public void AnOrderMayStandOnTheCollar(OrderSide side, string price, bool passes)
    {
        Bench.Quote(Es, 6649.75m, 6650.25m);
        OrderRequest order = RiskBench.Limit(Es, side, 1, Dec(price));

        Assert.Equal(passes, _rule.Check(Ask(order), Flow).IsPass);
        Assert.Equal(passes, _rule.Check(AskChange(order), Flow).IsPass);
        Assert.Equal(passes, _rule.Check(AskReduction(order), Flow).IsPass);
    }

    [Fact]
    public void TheLastTradeStandsInForASideThatIsMissing()
    {
        Bench.Quote(Es, 6649.75m, null, last: 6650);

        Assert.True(_rule.Check(Ask(RiskBench.Limit(Es, OrderSide.Buy, 1, 6660)), Flow).IsPass);
        Assert.True(_rule.Check(Ask(RiskBench.Limit(Es, OrderSide.Buy, 1, 6660.25m)), Flow).IsBreach);
    }

    [Fact]
    public void WithoutAReferenceNothingIsOpenedNotEvenAtTheMarket()
    {
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow));
        AssertNoData(_rule.Check(AskChange(RiskBench.Limit(Es, OrderSide.Buy, 1, 6650)), Flow));
    }

    [Fact]
    public void AnExitAtTheMarketNeedsNoReferenceAndAStopMayBeFarAway()
    {
        Assert.True(_rule.Check(AskReduction(RiskBench.Order(Es, OrderSide.Sell, 1)), Flow).IsPass);
        Bench.Quote(Es, 6649.75m, 6650.25m);
        Assert.True(_rule.Check(AskReduction(new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Stop, 1, StopPrice: 6000)), Flow).IsPass);
        Assert.True(_rule.Check(Ask(new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Stop, 1, StopPrice: 6000)), Flow).IsBreach);
    }
}
