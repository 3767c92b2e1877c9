using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Rules.BeforeOrder;

namespace TradingBot.Tests.Rules.BeforeOrder;

public sealed class MessageThrottleTests : RuleTests
{
    private static readonly OrderRequest Order = RiskBench.Order(RiskBench.Es, OrderSide.Buy, 1);

    private readonly MessageThrottleRule _rule = new(new MessageThrottleLimits { Messages = 3, WindowSeconds = 10 });

    [Fact]
    public void OrdersChangesAndWithdrawalsCountTogether()
    {
        Assert.True(_rule.Check(Ask(Order), Flow).IsPass);
        Assert.True(_rule.Check(AskChange(Order), Flow).IsPass);
        Assert.True(_rule.Check(new OrderCancelRequested("1", ReducesRisk: false, Morning), Flow).IsPass);

        Assert.True(_rule.Check(Ask(Order), Flow).IsBreach);
        Assert.True(_rule.Check(AskChange(Order), Flow).IsBreach);
        Assert.True(_rule.Check(new OrderCancelRequested("1", ReducesRisk: false, Morning), Flow).IsBreach);
    }

    [Fact]
    public void WhatReducesRiskCountsAndIsNeverHeldBack()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.True(_rule.Check(AskReduction(Order)).IsPass);
            Assert.True(_rule.Check(new OrderCancelRequested("1", ReducesRisk: true, Morning), Flow).IsPass);
        }

        Assert.True(_rule.Check(Ask(Order), Flow).IsBreach);
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, true)]
    public void AMessageIsForgottenWhenItsTimeIsOver(int milliseconds, bool passes)
    {
        for (int i = 0; i < 3; i++)
            _rule.Check(Ask(Order), Flow);

        Assert.Equal(passes, _rule.Check(Ask(Order, Morning.AddMilliseconds(milliseconds)), Flow).IsPass);
    }

    [Fact]
    public void WhatWasNotSentDoesNotCount()
    {
        for (int i = 0; i < 10; i++)
            _rule.Check(Ask(Order, Morning.AddSeconds(i)), Flow);

        // The three that were sent are those of the first three seconds.
        Assert.True(_rule.Check(Ask(Order, Morning.AddSeconds(10)), Flow).IsPass);
    }
}
