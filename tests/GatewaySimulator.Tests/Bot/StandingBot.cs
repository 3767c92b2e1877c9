using GatewaySimulator.Exchange;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using ProjectX;
using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Risk;
using OrderSide = ProjectX.OrderSide;
using OrderStatus = ProjectX.OrderStatus;
using OrderType = ProjectX.OrderType;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.Bot;

/// <summary>A bot at a gateway that holds two contracts, bought by hand. Its loop does not run: the test asks, and time passes when it says so.</summary>
public abstract class StandingBot : IAsyncLifetime
{
    private protected static readonly string Es = ScriptedMarket.Es.Id;

    private RunningSimulator _simulator = null!;
    private GatewaySession _session = null!;
    private IHost _bot = null!;
    private RiskFlow _flow;

    private protected FakeTimeProvider Time { get; } = new();

    private protected SeenFlows Flows { get; } = new();

    /// <summary>On it calls of one kind, withdrawals unless a test names another, come to nothing for as long as it says.</summary>
    private protected TroubledWay Way { get; } = new("/api/Order/cancel");

    private protected IServiceProvider Services => _bot.Services;

    private protected SimulatedExchange Exchange => _simulator.Exchange;

    private protected int Account => Exchange.Account.Id;

    private protected Liquidator Liquidator => Get<Liquidator>();

    private protected OrderBook Orders => Get<OrderBook>();

    private protected TracedTradingSuite Suite => Get<ITradingSuite>().Traced(_flow);

    public async ValueTask InitializeAsync()
    {
        _simulator = await RunningSimulator.StartAsync();
        Exchange.OnPrice(ScriptedMarket.Quote(6650));
        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Bid, 2, CustomTag: "by hand"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 1));
        _session = await GatewaySession.OpenAsync(_simulator.ClientOptions() with { Time = Time }, "EVAL-50K", ["ES"], Way, TestContext.Current.CancellationToken).InTime();
        _bot = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: _simulator.Address), _session, new TradingCalendar(), Flows);
        _flow = Get<RiskTracer>().StartFlow("TEST");
        Get<MarketClock>().AdvanceTo(ScriptedMarket.Morning);
        await foreach (MarketUpdate update in Get<IPriceStream>().ReadAsync(TestContext.Current.CancellationToken))
            Get<MarketClock>().AdvanceTo(update.Time);

        // The market goes on, so that orders are taken; the bot hears nothing of it.
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 2));
        await LookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _flow.Complete("DONE");
        _bot.Dispose();
        await _session.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    /// <summary>Two contracts, by another program or the trader.</summary>
    private protected long PlaceByHand(OrderType type, OrderSide side, decimal price, string? tag = "by hand too")
        => Exchange.Place(new PlaceOrderRequest(Account, Es, type, side, 2, type == OrderType.Limit ? price : null, type == OrderType.Stop ? price : null, CustomTag: tag)).OrderId!.Value;

    /// <summary>Closes at the gateway, and returns the order that it made for that.</summary>
    private protected async Task<Order> CloseAsync()
    {
        Assert.True((await Liquidator.CloseAsync(Es, Suite, CancellationToken.None)).Success);
        Assert.True(Liquidator.IsClosing(Es));
        return Assert.Single(Exchange.Orders, order => order.IsWorking());
    }

    /// <summary>Whether the client could send one more order.</summary>
    private protected async Task<bool> UsesALimitAsync()
    {
        try
        {
            await Get<GatewayClient>().SingleAttempts.SearchOpenOrdersAsync(Account, CallUrgency.Order, TestContext.Current.CancellationToken);
            return true;
        }
        catch (GatewayLimitException)
        {
            return false;
        }
    }

    private protected T Get<T>()
        where T : notnull
        => _bot.Services.GetRequiredService<T>();

    private protected Task LookAsync()
    {
        Get<GatewayOrders>().LookAgain();
        return CatchUpAsync();
    }

    /// <summary>Asks the gateway, if there is a reason to, and books as the loop does.</summary>
    private protected async Task CatchUpAsync()
    {
        await Get<GatewayOrders>().CatchUpAsync(ScriptedMarket.Es, CancellationToken.None);
        await BookAsync();
    }

    /// <summary>Books what the gateway has told.</summary>
    private protected ValueTask BookAsync()
    {
        while (Get<GatewayOrders>().TryTake(out OrderUpdate? update))
        {
            Orders.Follow(update);
            if (update.Fill is { } fill)
                Get<TradingBot.Accounting.TradingAccount>().Apply(fill);
            Liquidator.Follow(update);
        }

        return ValueTask.CompletedTask;
    }
}
