using Microsoft.Extensions.Time.Testing;
using TradingBot.Broker;

namespace GatewaySimulator.Tests.Bot;

public sealed class LimitAlertTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void ItIsNewsAgainOnlyAfterAMinuteInWhichNothingWasGivenUp()
    {
        var alert = new LimitAlert(_time);
        Assert.True(alert.IsNews());
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(alert.IsNews());
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(alert.IsNews());
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(alert.IsNews());
    }
}
