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

public sealed class TradingLoopTests
{
    private static readonly FuturesContract Es = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));

    [Fact]
    public async Task APositionThatWasTakenOverIsToldToTheRules()
    {
        using IHost host = await RunAsync(services => services.GetRequiredService<TradingAccount>().Adopt(Es, 30, 6650));

        OrderRequest order = Assert.Single(host.Services.GetRequiredService<PaperBroker>().Accepted);
        Assert.Equal((OrderSide.Sell, 25, true), (order.Side, order.Size, order.ReduceOnly));
    }

    [Fact]
    public async Task ACloseThatHasEndedIsNotOnItsWay()
    {
        using IHost host = await RunAsync(
            services => Accepts(services.GetRequiredService<PaperBroker>().PlaceOrderAsync(new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 2))),
            services =>
            {
                services.GetRequiredService<TradingAccount>().Adopt(Es, 3, 6650);
                using RiskFlow flow = services.GetRequiredService<RiskTracer>().StartFlow("TEST");
                TracedTradingSuite suite = services.GetRequiredService<PaperBroker>().Traced(flow);
                Accepts(services.GetRequiredService<Liquidator>().CloseAsync(Es.Id, suite, CancellationToken.None));
                flow.Complete("DONE");
            });

        Assert.Equal(1, host.Services.GetRequiredService<TradingAccount>().SizeOf(Es.Id));
        Assert.False(host.Services.GetRequiredService<Liquidator>().IsClosing(Es.Id));
    }

    [Fact]
    public async Task AFlattenWhoseCloseEndedUnfilledIsDoneAgainWhenTheClockStrikes()
    {
        using IHost host = await RunAsync(
            TimeSpan.FromSeconds(2),
            services => Accepts(services.GetRequiredService<PaperBroker>().PlaceOrderAsync(new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 2))),
            services =>
            {
                PaperBroker broker = services.GetRequiredService<PaperBroker>();
                using RiskFlow flow = services.GetRequiredService<RiskTracer>().StartFlow("TEST");
                Assert.Null(services.GetRequiredService<Liquidator>().FlattenAsync("test", broker.Traced(flow), CancellationToken.None).Result);
                Accepts(broker.CancelOrderAsync("2"));
                flow.Complete("DONE");
            });

        Assert.Equal([null, "close", "close"], host.Services.GetRequiredService<PaperBroker>().Accepted.Select(order => order.Purpose));
    }

    // The paper broker answers at once.
    private static void Accepts(ValueTask<OrderResult> order)
    {
        Assert.True(order.IsCompletedSuccessfully);
        Assert.True(order.Result.Success);
    }

    /// <summary>Runs the bot over a few quotes of one minute; each step follows one of them.</summary>
    private static Task<IHost> RunAsync(params Action<IServiceProvider>[] steps) => RunAsync(TimeSpan.FromMinutes(1), steps);

    /// <summary>The same, beginning so long before the minute is over; the last quotes are of the next one if that is not long.</summary>
    private static async Task<IHost> RunAsync(TimeSpan minuteLeft, params Action<IServiceProvider>[] steps)
    {
        var feed = new SteppedFeed(minuteLeft, steps);
        IHost host = BotHost.Build(new BotOptions(Seed: 1, Events: 1, ReplayPaths: [], SkipBadLines: false, TraceLevel.Quiet), feed, new TradingCalendar());
        feed.Services = host.Services;
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        Assert.Null(host.Services.GetRequiredService<BotRun>().Failure);
        return host;
    }

    private sealed class SteppedFeed(TimeSpan minuteLeft, Action<IServiceProvider>[] steps) : IMarketFeed
    {
        public IServiceProvider? Services { get; set; }

        public string Description => "a few quotes";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
        {
            var time = new DateTimeOffset(2025, 9, 17, 15, 1, 0, TimeSpan.Zero) - minuteLeft;
            foreach (Action<IServiceProvider> step in steps)
            {
                yield return Quote();
                yield return Quote();
                step(Services!);
            }

            time += TimeSpan.FromSeconds(2);
            yield return Quote();
            yield return Quote();

            MarketUpdate Quote() => new(time += TimeSpan.FromMilliseconds(100), Es, 6650, 6650.25m, null, 0);
        }
    }
}
