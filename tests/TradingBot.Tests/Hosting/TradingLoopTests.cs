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

    // The paper broker answers at once.
    private static void Accepts(ValueTask<OrderResult> order)
    {
        Assert.True(order.IsCompletedSuccessfully);
        Assert.True(order.Result.Success);
    }

    /// <summary>Runs the bot over a few quotes of one minute; each step follows one of them.</summary>
    private static async Task<IHost> RunAsync(params Action<IServiceProvider>[] steps)
    {
        var feed = new SteppedFeed(steps);
        IHost host = BotHost.Build(new BotOptions(Seed: 1, Events: 1, ReplayPaths: [], SkipBadLines: false, TraceLevel.Quiet), feed, new TradingCalendar());
        feed.Services = host.Services;
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        Assert.Null(host.Services.GetRequiredService<BotRun>().Failure);
        return host;
    }

    private sealed class SteppedFeed(Action<IServiceProvider>[] steps) : IMarketFeed
    {
        public IServiceProvider? Services { get; set; }

        public string Description => "a few quotes";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
        {
            var time = new DateTimeOffset(2025, 9, 17, 15, 0, 0, TimeSpan.Zero);
            foreach (Action<IServiceProvider> step in steps)
            {
                yield return Quote();
                yield return Quote();
                step(Services!);
            }

            yield return Quote();
            yield return Quote();

            MarketUpdate Quote() => new(time += TimeSpan.FromMilliseconds(100), Es, 6650, 6650.25m, null, 0);
        }
    }
}
