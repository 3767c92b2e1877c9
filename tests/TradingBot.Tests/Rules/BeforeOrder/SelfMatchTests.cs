using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.BeforeOrder;

namespace TradingBot.Tests.Rules.BeforeOrder;

public sealed class SelfMatchTests : RuleTests
{
    private readonly SelfMatchRule _rule;

    public SelfMatchTests() => _rule = new SelfMatchRule(new SelfMatchLimits { Ticks = 1 }, Bench.Orders, Bench.Market);

    [Theory]
    [InlineData(OrderSide.Buy, "6654.75", true)]
    [InlineData(OrderSide.Buy, "6655.00", false)]
    [InlineData(OrderSide.Buy, "6655.25", false)]
    [InlineData(OrderSide.Sell, "6655.25", true)]
    [InlineData(OrderSide.Sell, "6655.00", false)]
    [InlineData(OrderSide.Sell, "6654.75", false)]
    public void OurOrdersStayATickApart(OrderSide side, string price, bool passes)
    {
        Bench.Quote(Es, 6650, 6650.25m);
        Bench.Orders.Accepted("1", RiskBench.Limit(Es, side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy, 1, 6655));
        OrderRequest order = RiskBench.Limit(Es, side, 1, Dec(price));

        Assert.Equal(passes, _rule.Check(Ask(order), Flow).IsPass);
        Assert.Equal(passes, _rule.Check(AskChange(order, "2"), Flow).IsPass);
        Assert.Equal(passes, _rule.Check(AskReduction(order), Flow).IsPass);
    }

    [Theory]
    [InlineData("6650.25", false)]
    [InlineData("6650.50", true)]
    public void AnOrderAtTheMarketTradesAtTheOtherSide(string resting, bool passes)
    {
        Bench.Quote(Es, 6650, 6650.25m);
        Bench.Orders.Accepted("1", RiskBench.Limit(Es, OrderSide.Sell, 1, Dec(resting)));

        Assert.Equal(passes, _rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow).IsPass);
    }

    [Fact]
    public void AnOrderInDoubtMayBeThere()
    {
        Bench.Quote(Es, 6650, 6650.25m);
        Bench.Orders.Doubted(RiskBench.Limit(Es, OrderSide.Sell, 1, 6650) with { Tag = "add-1" });

        Assert.True(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow).IsBreach);
    }

    [Fact]
    public void OtherContractsTheSameSideAndStopsDoNotMeet()
    {
        Bench.Quote(Es, 6650, 6650.25m);
        Bench.Orders.Accepted("1", RiskBench.Limit(Mnq, OrderSide.Sell, 1, 6650));
        Bench.Orders.Accepted("2", RiskBench.Limit(Es, OrderSide.Buy, 1, 6655));
        Bench.Orders.Accepted("3", new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Stop, 1, StopPrice: 6650));

        Assert.True(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow).IsPass);
        Assert.True(_rule.Check(Ask(new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Stop, 1, StopPrice: 6640)), Flow).IsPass);
    }

    [Fact]
    public void WithoutAPriceNobodyKnowsWhetherTheyMeet()
    {
        Assert.True(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow).IsPass);
        Bench.Orders.Accepted("1", RiskBench.Limit(Es, OrderSide.Sell, 1, 6655));

        AssertNoData(_rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow));
    }
}
