using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.BeforeOrder;

namespace TradingBot.Tests.Rules.BeforeOrder;

public sealed class MaxOrderValueTests : RuleTests
{
    // 50 dollars a point: one ES at 6650 is worth 332,500.
    private readonly MaxOrderValueRule _rule;

    public MaxOrderValueTests() => _rule = new MaxOrderValueRule(new MaxOrderValueLimits { Value = 665_000 }, Bench.Market);

    [Theory]
    [InlineData(OrderSide.Buy, "6649.75", true)]
    [InlineData(OrderSide.Buy, "6650.00", true)]
    [InlineData(OrderSide.Buy, "6650.25", false)]
    [InlineData(OrderSide.Sell, "6650.00", true)]
    [InlineData(OrderSide.Sell, "6650.25", false)]
    public void AnOrderMayBeWorthAsMuchAsTheLimit(OrderSide side, string price, bool passes)
    {
        Bench.Quote(Es, 6500, 6500.25m);
        OrderRequest order = RiskBench.Limit(Es, side, 2, Dec(price));

        Assert.Equal(passes, _rule.Check(Ask(order), Flow).IsPass);
        Assert.Equal(passes, _rule.Check(AskChange(order), Flow).IsPass);
    }

    [Theory]
    [InlineData("6649.75", true)]
    [InlineData("6650.00", false)]
    public void AnOrderAtTheMarketIsWorthTheMiddle(string bid, bool passes)
    {
        Bench.Quote(Es, Dec(bid), Dec(bid) + 0.5m);

        Assert.Equal(passes, _rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 2)), Flow).IsPass);
    }

    [Fact]
    public void AStopIsWorthItsStopPrice()
    {
        Bench.Quote(Es, 6500, 6500.25m);
        var order = new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Stop, 2, StopPrice: 6651);

        Assert.True(_rule.Check(Ask(order), Flow).IsBreach);
    }

    [Fact]
    public void WithoutAPriceNobodyKnows()
    {
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow));
        Bench.Quote(Es, 6650, null);
        AssertNoData(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow));
    }
}
