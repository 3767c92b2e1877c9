using Microsoft.Extensions.Time.Testing;
using TradingBot.Broker;

namespace GatewaySimulator.Tests.Bot;

public sealed class AskPauseTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void AGatewayThatCouldNotBeAskedIsLeftAloneForASecond()
    {
        var pause = new AskPause(_time);
        Assert.False(pause.IsOn);
        pause.Begin();
        _time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.True(pause.IsOn);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(pause.IsOn);
    }

    [Fact]
    public void ABrokerWithoutALimitMayAlwaysBeAsked()
    {
        var pause = AskPause.BetweenRounds(null);
        pause.Begin();
        Assert.False(pause.IsOn);
    }
}
