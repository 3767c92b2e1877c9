using Microsoft.Extensions.Time.Testing;
using TradingBot.Gateway;

namespace GatewaySimulator.Tests.Bot;

public sealed class OverdueTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Overdue _overdue;

    public OverdueTests() => _overdue = new Overdue(TimeSpan.FromSeconds(3), _time);

    [Fact]
    public void WhatLastsLongEnoughIsTakenAndAgainAfterTheSameTime()
    {
        _overdue.Follow(["a"]);
        _time.Advance(TimeSpan.FromSeconds(1));
        _overdue.Follow(["a", "b"]);
        _time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.Empty(Take());

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["a"], Take());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["b"], Take());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["a"], Take());
    }

    [Fact]
    public void WhatComesAgainBeginsAnew()
    {
        _overdue.Follow(["a"]);
        _overdue.Follow([]);
        _time.Advance(TimeSpan.FromSeconds(2));
        _overdue.Follow(["a"]);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(Take());
    }

    private string[] Take()
    {
        bool any = _overdue.Any;
        string[] taken = _overdue.Take();
        Assert.Equal(any, taken.Length > 0);
        return taken;
    }
}
