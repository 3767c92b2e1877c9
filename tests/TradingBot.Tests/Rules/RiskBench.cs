using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Tests.Rules;

/// <summary>What a rule needs to be tried alone: books, gate, calendar, and a broker that writes down what it is asked.</summary>
internal sealed class RiskBench : IAsyncDisposable
{
    public static readonly FuturesContract Es = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));
    public static readonly FuturesContract Mnq = FuturesContract.Of(FuturesProduct.MNQ, new DeliveryMonth(2025, 12));

    /// <summary>A Wednesday, 10:00 in Chicago.</summary>
    public static readonly DateTimeOffset Morning = new(2025, 9, 17, 15, 0, 0, TimeSpan.Zero);

    public RiskTracer Tracer { get; }

    /// <param name="decisions">Where decisions to close are kept; null for memory alone.</param>
    /// <param name="held">What the account holds when the bot comes.</param>
    public RiskBench(AccountsFile<DecisionsState>? decisions = null, params IReadOnlyList<Position> held)
    {
        var classifier = new GatewayClassifier();
        Tracer = new RiskTracer(new RiskTracerOptions { Level = TraceLevel.All, Classifier = classifier, Sinks = { Flows } });
        Account = new TradingAccount("TEST", 50_000, Market);
        Desk = new OrderDesk(Orders, classifier, CallLimit);
        Withdrawals = new Withdrawals(Orders, Desk, LimitClock, TimeSpan.FromSeconds(5));
        Liquidator = new Liquidator(Account, Orders, Desk, Withdrawals, new Decisions(Account.Id, decisions, held, Tracer));
        Lots = new AccountLots(Account, Liquidator);
        Pace = new RetryPace(Account, Updates);
        Actions = new BreachActions(Liquidator, Lots, Pace);
        Stop = new TradingStop(Gate, Liquidator, Calendar, Actions);
        Unvalued = new UnvaluedAccount(Account);
        Projection = new OrderProjection(Account, Orders, Market);
        Clock.AdvanceTo(Morning);
        Flow = Tracer.StartFlow("TEST");
        Suite = Broker.Traced(Flow);
    }

    /// <summary>The flows that have ended.</summary>
    public FlowLog Flows { get; } = new();

    public MarketView Market { get; } = new();

    public TradingCalendar Calendar { get; } = new();

    public TradingAccount Account { get; }

    public OrderBook Orders { get; } = new();

    public LimitAlert CallLimit { get; } = new(time: null);

    public OrderDesk Desk { get; }

    public TradingGate Gate { get; } = new("TEST", file: null);

    /// <summary>The clock of the broker's limit of calls.</summary>
    public FakeTimeProvider LimitClock { get; } = new();

    public Withdrawals Withdrawals { get; }

    public Liquidator Liquidator { get; }

    public AccountLots Lots { get; }

    public RetryPace Pace { get; }

    public BreachActions Actions { get; }

    public TradingStop Stop { get; }

    public UnvaluedAccount Unvalued { get; }

    public OrderProjection Projection { get; }

    public MarketClock Clock { get; } = new();

    public RecordingBroker Broker { get; } = new();

    public ScriptedUpdates Updates { get; } = new();

    public RiskFlow Flow { get; }

    public TracedTradingSuite Suite { get; }

    /// <summary>Every rule of the bot over this bench, with the limits that come with the bot.</summary>
    /// <param name="change">Limits that are to be others.</param>
    public RiskDispatcher CreateDispatcher(Action<IServiceCollection>? change = null)
    {
        IConfiguration shipped = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").Build();
        var services = new ServiceCollection();
        services.AddLogging();
        BotHost.AddLimits(services, SettingsReader.Read(shipped).Limits);
        foreach (object part in (object[])[Market, Account, Orders, Desk, CallLimit, Gate, Liquidator, Lots, Pace, Actions, Stop, Unvalued, Projection, Clock, Calendar])
            services.AddSingleton(part.GetType(), part);
        services.AddSingleton<ITradingSuite>(Broker);
        services.AddSingleton<IOrderUpdates>(Updates);
        change?.Invoke(services);
        return BotHost.Module.CreateDispatcher(Tracer, services.BuildServiceProvider().GetService);
    }

    public void Quote(FuturesContract contract, decimal? bid, decimal? ask, decimal? last = null)
        => Market.Apply(new MarketUpdate(Morning, contract, bid, ask, last, 0));

    /// <summary>An order at the market that takes on risk.</summary>
    public static OrderRequest Order(FuturesContract contract, OrderSide side, int size)
        => new(contract.Id, side, OrderType.Market, size, Purpose: "entry");

    /// <summary>An order at a price that takes on risk.</summary>
    public static OrderRequest Limit(FuturesContract contract, OrderSide side, int size, decimal price)
        => new(contract.Id, side, OrderType.Limit, size, LimitPrice: price, Purpose: "add");

    /// <summary>Closed trades that leave exactly this result: what they cost, or bring, is booked as their fee.</summary>
    public void Realize(decimal result)
    {
        Hold(Mnq, 1, 24_500, fee: -result);
        Hold(Mnq, -1, 24_500);
    }

    /// <summary>Trades in the books and at the broker.</summary>
    public void Hold(FuturesContract contract, int signedSize, decimal price, decimal fee = 0)
        => Trade(contract, Order(contract, SideOf(signedSize), Math.Abs(signedSize)), signedSize, price, fee);

    /// <summary>An order trades, in part or whole.</summary>
    public void Trade(FuturesContract contract, OrderRequest order, int signedSize, decimal price, decimal fee = 0)
    {
        var fill = new Fill("0", contract, SideOf(signedSize), Math.Abs(signedSize), price, fee, Morning);
        Account.Apply(fill);
        Liquidator.Follow(new OrderUpdate("0", order, OrderStatus.Working, fill));
        Broker.Positions[contract.Id] = new Position(contract.Id, Account.SizeOf(contract.Id), price);
    }

    private static OrderSide SideOf(int signedSize) => signedSize > 0 ? OrderSide.Buy : OrderSide.Sell;

    public async ValueTask DisposeAsync()
    {
        Flow.Complete("DONE");
        await Tracer.DisposeAsync();
    }
}
