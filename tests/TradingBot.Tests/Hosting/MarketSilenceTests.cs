using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Tests.Hosting;

/// <summary>The rules have a clock also while no price comes.</summary>
public sealed class MarketSilenceTests
{
    private static readonly FuturesContract Es = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));

    /// <summary>Half an hour before the trading day closes, at 15:10 in Chicago.</summary>
    private static readonly DateTimeOffset Afternoon = new(2025, 9, 17, 19, 40, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Close = Afternoon.AddMinutes(30);

    [Fact]
    public async Task InASilentMarketTheClockGoesOnAndTheDayIsClosed()
    {
        var feed = new SilentFeed(until: Close);
        using IHost host = await RunAsync(feed);

        Assert.InRange(host.Services.GetRequiredService<MarketClock>().Now, Close, Close.AddSeconds(1));
        Assert.Equal(0, host.Services.GetRequiredService<TradingAccount>().SizeOf(Es.Id));
        IReadOnlyList<TradingHold> holds = host.Services.GetRequiredService<TradingGate>().History;
        Assert.InRange(holds.First(hold => hold.SetBy == "stale_market_data" && hold.From > Afternoon).From, Afternoon.AddSeconds(30), Afternoon.AddSeconds(36));
        Assert.Equal(Close.AddMinutes(-5), holds.Single(hold => hold.SetBy == "session_end_flatten").From);
    }

    [Fact]
    public async Task ALateQuoteDoesNotTurnTheClockBack()
    {
        var feed = new SilentFeed(until: Afternoon.AddMinutes(2), Quote(Afternoon.AddMinutes(1)));
        using IHost host = await RunAsync(feed);

        Assert.Equal(feed.Seen.Order(), feed.Seen);
        Assert.InRange(host.Services.GetRequiredService<MarketClock>().Now, Afternoon.AddMinutes(2), Afternoon.AddMinutes(2).AddSeconds(1));
    }

    [Fact]
    public async Task WhatFailsWhileAPriceIsWaitedForIsWhatTheRunFailsOf()
    {
        var feed = new SilentFeed(until: Close);
        using IHost host = await BuildAsync(feed);
        var failure = new InvalidOperationException("in silence");
        MarketClock clock = host.Services.GetRequiredService<MarketClock>();
        clock.Moved += () =>
        {
            if (clock.Now > Afternoon.AddMinutes(1))
                throw failure;
        };
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);

        Assert.Same(failure, host.Services.GetRequiredService<BotRun>().Failure);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(24 * 30)]
    public async Task AGapInRecordedDataIsPlayedThroughAndTheDayIsClosedInItsTime(int hours)
    {
        using IHost host = await RunAsync(new RecordedFeed(Quote(Afternoon), Quote(Afternoon.AddSeconds(1)), Quote(Afternoon.AddHours(hours), 6600)));

        TradingAccount account = host.Services.GetRequiredService<TradingAccount>();
        Assert.Equal((0, 0m), (account.SizeOf(Es.Id), account.Realized));
        Assert.Equal(Close.AddMinutes(-5), host.Services.GetRequiredService<TradingGate>().History.First(hold => hold.SetBy == "session_end_flatten").From);
    }

    private static MarketUpdate Quote(DateTimeOffset time, decimal bid = 6650) => new(time, Es, bid, bid + 0.25m, null, 0);

    /// <summary>Runs the bot to its end.</summary>
    private static async Task<IHost> RunAsync(IMarketFeed feed)
    {
        IHost host = await BuildAsync(feed);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        Assert.Null(host.Services.GetRequiredService<BotRun>().Failure);
        return host;
    }

    /// <summary>The bot with one contract held from the beginning, bought at the first bid.</summary>
    private static async Task<IHost> BuildAsync(IMarketFeed feed)
    {
        IHost host = BotHost.Build(new BotOptions(Seed: 1, Events: 1, ReplayPaths: [], SkipBadLines: false, TraceLevel.Quiet), feed, new TradingCalendar());
        MarketClock clock = host.Services.GetRequiredService<MarketClock>();
        MarketView market = host.Services.GetRequiredService<MarketView>();
        PaperBroker broker = host.Services.GetRequiredService<PaperBroker>();
        clock.AdvanceTo(Afternoon.AddMinutes(-1));
        market.Apply(new MarketUpdate(clock.Now, Es, 6649.75m, 6650, null, 0));
        await broker.PlaceOrderAsync(new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 1), TestContext.Current.CancellationToken);
        market.Apply(new MarketUpdate(clock.Now.AddSeconds(1), Es, 6649.75m, 6650, null, 0));
        broker.Match(Es);
        (feed as SilentFeed)?.Follow(clock);
        return host;
    }

    private sealed class RecordedFeed(params MarketUpdate[] updates) : IMarketFeed
    {
        public string Description => "recorded";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken) => updates;
    }

    /// <summary>Quotes once, and then says nothing until a moment; then perhaps something late. Each wait for it passes at once.</summary>
    private sealed class SilentFeed(DateTimeOffset until, params MarketUpdate[] late) : IMarketFeed, IPriceStream
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<DateTimeOffset> Seen { get; } = [];

        public string Description => "silence";

        public PassingTime Time { get; } = new();

        public TimeProvider? Pace => Time;

        public void Follow(MarketClock clock) => clock.Moved += () =>
        {
            Seen.Add(clock.Now);
            if (clock.Now < until)
                return;
            Time.Stop();
            _over.TrySetResult();
        };

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken) => [];

        async IAsyncEnumerable<MarketUpdate> IPriceStream.ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return Quote(Afternoon);
            await _over.Task.WaitAsync(cancellationToken);
            foreach (MarketUpdate update in late)
                yield return update;
        }
    }

    /// <summary>A clock on which every wait is over at once, and has taken its time; until it is stopped.</summary>
    private sealed class PassingTime : TimeProvider
    {
        private long _ticks;
        private TimeSpan _firing = TimeSpan.Zero;

        public void Stop() => _firing = Timeout.InfiniteTimeSpan;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => System.CreateTimer(
                _ =>
                {
                    Interlocked.Add(ref _ticks, dueTime.Ticks);
                    callback(state);
                },
                state: null, _firing, Timeout.InfiniteTimeSpan);
    }
}
