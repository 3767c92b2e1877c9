using Microsoft.Extensions.Time.Testing;
using ProjectX;

namespace GatewaySimulator.Tests.Client;

public sealed class CallLimitsTests
{
    private readonly FakeTimeProvider _time = new();

    /// <summary>What a request may be early by is part of every window.</summary>
    private static TimeSpan Window { get; } = TimeSpan.FromSeconds(10);

    private GatewayOptions Options => new()
    {
        RestAddress = new Uri("http://gateway.test"),
        HubsAddress = new Uri("http://gateway.test/hubs"),
        UserName = "me",
        ApiKey = "key",
        Time = _time,
        Limit = new RateLimit(10, Window - TimeSpan.FromMilliseconds(500)),
        OrderReserve = 3,
        CloseReserve = 2,
        LookReserve = 0,
        LimitPatience = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public async Task SearchesLeaveRoomForOrdersAndAllForCloses()
    {
        var limits = new CallLimits(Options);

        Assert.Equal(5, await CountAsync(limits, GatewayCalls.SearchOrders));
        Assert.Equal(3, await CountAsync(limits, GatewayCalls.PlaceOrder));
        Assert.False(await TakeAsync(limits, GatewayCalls.SearchOpenPositions));
        Assert.Equal([0, 0, 2], [limits.Room(CallUrgency.Search), limits.Room(CallUrgency.Order), limits.Room(CallUrgency.Close)]);
        Assert.Equal(2, await CountAsync(limits, GatewayCalls.CloseContract));
    }

    [Fact]
    public async Task EveryCallThatOnlyLooksWaitsForOrdersUnlessACloseWaitsForIt()
    {
        foreach (GatewayCall call in GatewayCalls.All.Where(call => call.IsQuery))
            Assert.Equal(CallUrgency.Search, call.Urgency);

        var limits = new CallLimits(Options);
        Assert.Equal(10, await CountAsync(limits, GatewayCalls.SearchOpenPositions with { Urgency = CallUrgency.Close }));
    }

    [Fact]
    public async Task ClosesLeaveTheLastCallsToWhoeverAsksWhetherTheyAreNeeded()
    {
        var limits = new CallLimits(Options with { LookReserve = 1 });
        Assert.Equal(9, await CountAsync(limits, GatewayCalls.CloseContract));

        Assert.Equal([0, 1], [limits.Room(CallUrgency.Close), limits.Room(CallUrgency.Decisive)]);
        Assert.Equal(1, await CountAsync(limits, GatewayCalls.SearchOpenPositions with { Urgency = CallUrgency.Decisive }));
    }

    // They are a part of what is kept for closes.
    [Fact]
    public async Task WhereNothingIsKeptForClosesNothingIsKeptFromThem()
    {
        var limits = new CallLimits(Options with { LookReserve = 1, CloseReserve = 0 });

        Assert.Equal(10, await CountAsync(limits, GatewayCalls.CloseContract));
    }

    [Fact]
    public async Task SearchesGiveWayToWhatWasClosedBefore()
    {
        var limits = new CallLimits(Options);
        for (int i = 0; i < 5; i++)
            Assert.True(await TakeAsync(limits, GatewayCalls.CloseContract));

        Assert.Equal(0, limits.Room(CallUrgency.Search));
        Assert.Equal(0, await CountAsync(limits, GatewayCalls.SearchOrders));
        Assert.Equal(5, limits.Room(CallUrgency.Close));
    }

    [Fact]
    public async Task ACloseWithoutATurnIsGivenUpOnlyAfterThePatience()
    {
        var limits = new CallLimits(Options);
        Assert.Equal(10, await CountAsync(limits, GatewayCalls.CancelOrder));
        Assert.False(await TakeAsync(limits, GatewayCalls.PlaceOrder));

        Task<bool> close = TakeAsync(limits, GatewayCalls.CloseContract);
        _time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(close.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(await close.InTime());
    }

    [Fact]
    public void WhileTheGatewayRefusesThereIsNoRoom()
    {
        var limits = new CallLimits(Options);
        limits.Refused(GatewayCalls.SearchOrders, TimeSpan.FromSeconds(5));
        Assert.Equal(0, limits.Room(CallUrgency.Close));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(10, limits.Room(CallUrgency.Close));
    }

    [Theory]
    [InlineData("/api/Order/place")]
    [InlineData("/api/Order/modify")]
    [InlineData("/api/Order/search")]
    [InlineData("/api/Position/searchOpen")]
    public async Task NoFloodOfOtherCallsStopsAClose(string path)
    {
        var limits = new CallLimits(Options with { LimitPatience = TimeSpan.Zero });
        GatewayCall flood = GatewayCalls.All.Single(call => call.Path == path);
        for (int second = 0; second < 60; second++)
        {
            await CountAsync(limits, flood);
            if (second % 10 == 5)
            {
                Assert.True(await TakeAsync(limits, GatewayCalls.CloseContract));
                Assert.True(await TakeAsync(limits, GatewayCalls.CancelOrder));
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task WhatIsNotSentTakesNoTurnOfAnyLimit()
    {
        var limits = new CallLimits(Options);
        Assert.Equal(10, await CountAsync(limits, GatewayCalls.CancelOrder));
        Assert.Equal(0, await CountAsync(limits, GatewayCalls.SearchOrders));
        _time.Advance(Window);

        Assert.Equal(5, await CountAsync(limits, GatewayCalls.SearchOrders));
    }

    [Fact]
    public async Task ACallWaitsForItsTurn()
    {
        var limits = new CallLimits(Options with { LimitPatience = TimeSpan.FromSeconds(10) });
        for (int i = 0; i < 10; i++)
            Assert.True(await TakeAsync(limits, GatewayCalls.CancelOrder));
        Task<bool> next = TakeAsync(limits, GatewayCalls.CancelOrder);

        Assert.False(next.IsCompleted);
        _time.Advance(Window - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(await next.InTime());
    }

    [Fact]
    public async Task AfterARefusalNothingIsSentUntilTheGatewaySays()
    {
        var limits = new CallLimits(Options);
        limits.Refused(GatewayCalls.SearchOrders, TimeSpan.FromSeconds(5));

        Assert.False(await TakeAsync(limits, GatewayCalls.PlaceOrder));
        Assert.True(await TakeAsync(limits, GatewayCalls.RetrieveBars));
        _time.Advance(TimeSpan.FromSeconds(4));
        Task<bool> close = TakeAsync(limits, GatewayCalls.CloseContract);
        Assert.False(close.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await close.InTime());
    }

    [Fact]
    public async Task WhereTheGatewayDoesNotSayThePausesGrowUntilACallIsTaken()
    {
        var limits = new CallLimits(Options with { LimitPatience = TimeSpan.Zero });
        foreach (double seconds in (double[])[1, 2, 4, 8, 9.5, 9.5])
            await PausesForAsync(seconds);
        limits.Taken();
        await PausesForAsync(1);

        async Task PausesForAsync(double seconds)
        {
            limits.Refused(GatewayCalls.PlaceOrder, retryAfter: null);
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.False(await TakeAsync(limits, GatewayCalls.PlaceOrder));
            _time.Advance(TimeSpan.FromTicks(1));
            Assert.True(await TakeAsync(limits, GatewayCalls.PlaceOrder));
            _time.Advance(Window);
        }
    }

    private static Task<bool> TakeAsync(CallLimits limits, GatewayCall call) => limits.TakeAsync(call, TestContext.Current.CancellationToken).AsTask();

    private static async Task<int> CountAsync(CallLimits limits, GatewayCall call)
    {
        // A close that has no turn waits, and nobody advances the time here.
        int count = 0;
        while (TakeAsync(limits, call) is { IsCompleted: true } taken && await taken)
            count++;
        return count;
    }
}
