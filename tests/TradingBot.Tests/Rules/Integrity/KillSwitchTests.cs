using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Integrity;

namespace TradingBot.Tests.Rules.Integrity;

public sealed class KillSwitchTests : RuleTests
{
    private readonly KillSwitchRule _rule;

    public KillSwitchTests()
    {
        _rule = new KillSwitchRule(new KillSwitchLimits { Rejections = 3, WindowSeconds = 60 }, Bench.Stop);
        Bench.Hold(Es, -2, 6650);
    }

    [Fact]
    public async Task PulledByHandItFlattensAndDisablesOnce()
    {
        Assert.True((await PullAsync()).IsBreach);
        Assert.True((await PullAsync()).IsPass);

        Assert.Equal([Es.Id], Bench.Broker.Closed);
        TradingHold hold = Assert.Single(Bench.Gate.History);
        Assert.Equal((HoldKind.Disable, "pulled by Jane Doe: a drill", null), (hold.Kind, hold.Reason, hold.Until));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAccountThatMayNotTradeIsStopped(bool canTrade)
    {
        var update = new AccountUpdated("TEST", 50_000, canTrade, Morning);

        Assert.Equal(canTrade, (await _rule.CheckAsync(update, Suite, CancellationToken.None)).IsPass);
        Assert.Equal(canTrade, Bench.Gate.IsOpen(Es.Id, Morning));
    }

    [Theory]
    [InlineData(59_999, false)]
    [InlineData(60_000, true)]
    public async Task SoManyRefusalsInAWindowAreTooMany(int milliseconds, bool passes)
    {
        Assert.True((await RefuseAsync(0)).IsPass);
        Assert.True((await RefuseAsync(0)).IsPass);

        Assert.Equal(passes, (await RefuseAsync(milliseconds)).IsPass);
        Assert.Equal(passes ? [] : [Es.Id], Bench.Broker.Closed);
    }

    [Fact]
    public async Task AfterItWasEnabledRefusalsCountAnew()
    {
        for (int i = 0; i < 3; i++)
            await RefuseAsync(0);
        Bench.Gate.Enable("Jane Doe", Morning, Flow);

        Assert.True((await RefuseAsync(1)).IsPass);
        Assert.True((await RefuseAsync(1)).IsPass);
        Assert.True((await RefuseAsync(1)).IsBreach);
    }

    [Fact]
    public async Task WhileItIsPulledAnOrderThatBecomesKnownIsWithdrawn()
    {
        await PullAsync();
        Bench.Orders.Accepted("77", RiskBench.Limit(Es, OrderSide.Buy, 2, 6600));

        Assert.True((await TickAsync()).IsBreach);
        Assert.Equal(["77"], Bench.Broker.Cancelled);
        Assert.True((await TickAsync()).IsPass);
    }

    [Fact]
    public async Task WhileTheAccountIsDisabledByAnyRuleAPositionThatBecomesKnownIsClosed()
    {
        Bench.Gate.Close(new TradingHold("trailing_drawdown", null, "equity at the floor", Morning, Until: null, HoldKind.Disable), Flow);

        Assert.True((await _rule.CheckAsync(new PositionUpdated(Es.Id, -2, 6650, IsMicro: false, Morning), Suite, CancellationToken.None)).IsBreach);
        Assert.Equal([Es.Id], Bench.Broker.Closed);
        Assert.Equal("trailing_drawdown", Assert.Single(Bench.Gate.History).SetBy);
    }

    [Theory]
    [InlineData(HoldKind.Block)]
    [InlineData(HoldKind.LockOut)]
    public async Task WhatIsHeldIsNobodysBusinessUnlessTheAccountIsDisabled(HoldKind kind)
    {
        Bench.Gate.Close(new TradingHold("spread_limit", null, "too wide", Morning, Until: null, kind), Flow);

        Assert.True((await TickAsync()).IsPass);
        Assert.Empty(Bench.Broker.Closed);
    }

    private ValueTask<RuleResult> TickAsync() => _rule.CheckAsync(new ClockTick(Morning), Suite, CancellationToken.None);

    private ValueTask<RuleResult> PullAsync() => _rule.CheckAsync(new KillSwitchPulled("Jane Doe", "a drill", Morning), Suite, CancellationToken.None);

    private ValueTask<RuleResult> RefuseAsync(int milliseconds)
        => _rule.CheckAsync(new OrderRejected(RiskBench.Order(Es, OrderSide.Sell, 1), "no margin", Morning.AddMilliseconds(milliseconds)), Suite, CancellationToken.None);
}
