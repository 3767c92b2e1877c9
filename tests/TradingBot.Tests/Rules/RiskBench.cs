using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;
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

    public RiskTracer Tracer { get; } = new(new RiskTracerOptions());

    public RiskBench()
    {
        Account = new TradingAccount("TEST", 50_000, Market);
        Desk = new OrderDesk(Orders);
        Liquidator = new Liquidator(Account, Orders, Desk);
        Flow = Tracer.StartFlow("TEST");
        Suite = Broker.Traced(Flow);
    }

    public MarketView Market { get; } = new();

    public TradingCalendar Calendar { get; } = new();

    public TradingAccount Account { get; }

    public OrderBook Orders { get; } = new();

    public OrderDesk Desk { get; }

    public TradingGate Gate { get; } = new();

    public Liquidator Liquidator { get; }

    public RecordingBroker Broker { get; } = new();

    public RiskFlow Flow { get; }

    public TracedTradingSuite Suite { get; }

    public void Quote(FuturesContract contract, decimal? bid, decimal? ask)
        => Market.Apply(new MarketUpdate(Morning, contract, bid, ask, null, 0));

    /// <summary>Trades in the books and at the broker.</summary>
    public void Hold(FuturesContract contract, int signedSize, decimal price, decimal fee = 0)
    {
        OrderSide side = signedSize > 0 ? OrderSide.Buy : OrderSide.Sell;
        Account.Apply(new Fill("0", contract, side, Math.Abs(signedSize), price, fee, Morning));
        Liquidator.Filled(contract.Id);
        Broker.Positions[contract.Id] = new Position(contract.Id, Account.SizeOf(contract.Id), price);
    }

    public async ValueTask DisposeAsync()
    {
        Flow.Complete("DONE");
        await Tracer.DisposeAsync();
    }
}
