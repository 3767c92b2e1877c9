using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.BeforeOrder;

namespace TradingBot.Tests.Rules.BeforeOrder;

public sealed class MaxWorkingOrdersTests : RuleTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void TheNextOrderCountsToo(int working, bool passes)
    {
        var rule = new MaxWorkingOrdersRule(new MaxWorkingOrdersLimits { Orders = 3 }, Bench.Orders);
        for (int i = 1; i < working; i++)
            Bench.Orders.Accepted($"{i}", RiskBench.Limit(Mnq, OrderSide.Sell, 1, 25_000));
        Bench.Orders.Doubted(RiskBench.Limit(Es, OrderSide.Buy, 1, 6600) with { Tag = "add-1" });

        Assert.Equal(passes, rule.Check(Ask(RiskBench.Order(Es, OrderSide.Buy, 1)), Flow).IsPass);
    }
}
