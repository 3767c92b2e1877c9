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

    private ValueTask<RuleResult> PullAsync() => _rule.CheckAsync(new KillSwitchPulled("Jane Doe", "a drill", Morning), Suite, CancellationToken.None);

    private ValueTask<RuleResult> RefuseAsync(int milliseconds)
        => _rule.CheckAsync(new OrderRejected(RiskBench.Order(Es, OrderSide.Sell, 1), "no margin", Morning.AddMilliseconds(milliseconds)), Suite, CancellationToken.None);
}
