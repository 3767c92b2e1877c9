using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Risk;
using OrderSide = ProjectX.OrderSide;
using OrderType = ProjectX.OrderType;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.Bot;

/// <summary>A position in a product that the bot does not know, and of which no quote comes. The bot's loop does not run: the test strikes the clock and asks.</summary>
public sealed class UnknownPositionTests : IAsyncLifetime
{
    private static readonly FuturesContract Cl = new("CON.F.US.CLE.Z25", new FuturesProduct("CL", "CLE", 0.01m, 10m, IsMicro: false, 0), new DeliveryMonth(2025, 12));

    private readonly FakeTimeProvider _time = new();
    private readonly SeenFlows _flows = new();
    private readonly TroubledWay _way = new("/api/Contract/searchById");
    private RunningSimulator _simulator = null!;
    private GatewaySession _session = null!;
    private IHost _bot = null!;

    private int Held => Get<TradingAccount>().SizeOf(Cl.Id);

    public async ValueTask InitializeAsync()
    {
        _simulator = await RunningSimulator.StartAsync(new BriefMarket());
        _simulator.Exchange.OnPrice(ScriptedMarket.Quote(6650));
        _simulator.Exchange.OnPrice(Crude(0));
    }

    public async ValueTask DisposeAsync()
    {
        _bot.Dispose();
        await _session.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    // The gateway tells recent trades; when the bot looks again, this one is hours old.
    [Fact]
    public async Task OneThatNoTradeExplainsIsToldOnceTakenOverAndClosed()
    {
        await OpenAsync();
        await CatchUpAsync();
        Trade(Cl.Id, OrderSide.Ask, 2, second: 2);
        await StrikeAsync(0);
        _time.Advance(TimeSpan.FromSeconds(5));
        await StrikeAsync(1);
        await StrikeAsync(2);
        Assert.Equal(-2, Held);
        Assert.True(Get<Liquidator>().IsClosing(Cl.Id));

        _simulator.Exchange.OnPrice(Crude(3 * 3_600 + 150));
        Get<GatewayOrders>().LookAgain();
        for (int minute = 3; minute < 6; minute++)
            await StrikeAsync(minute);
        Assert.Equal((0, 0), (Held, _simulator.Exchange.Positions.Count));
        Assert.Equal((1, 1), (Get<GatewayOrders>().Mismatches, _way.Calls));
        Assert.Equal(10, Get<TradingAccount>().Ledger(Cl).Contract.Product.TickValue);
        FlowTrace closed = await _flows.FirstAsync(flow => flow.Steps.Any(step => step.Kind == StepKind.ApiCall && step.Name == "close_position_direct")).InTime();
        Assert.Contains(closed.Steps, step => step.Kind == StepKind.RiskEval && step.Name == "permitted_products");
    }

    [Fact]
    public async Task OneThatTheGatewayCannotBeAskedAboutHoldsUpNothingElseAndIsAskedAboutAgain()
    {
        Trade(Cl.Id, OrderSide.Ask, 2, second: 1);
        Trade(ScriptedMarket.Es.Id, OrderSide.Bid, 2, second: 2);
        _way.IsTroubled = true;
        await OpenAsync();
        await CatchUpAsync();
        Assert.Equal((0, 2), (Held, Get<TradingAccount>().SizeOf(ScriptedMarket.Es.Id)));
        Assert.True(Get<GatewayOrders>().Looks > 0);

        _way.IsTroubled = false;
        int calls = _way.Calls;
        _time.Advance(TimeSpan.FromSeconds(4.9));
        await CatchUpAsync();
        Assert.Equal((0, calls), (Held, _way.Calls));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        await CatchUpAsync();
        Assert.Equal((-2, calls + 1), (Held, _way.Calls));
        await CatchUpAsync();
        Assert.Equal((-2, 1), (Held, Get<GatewayOrders>().Mismatches));
    }

    private static MarketUpdate Crude(int second) => new(ScriptedMarket.Morning.AddSeconds(second), Cl, 60, 60.01m, 60, 1);

    private void Trade(string contractId, OrderSide side, int size, int second)
    {
        // A market that has ended goes on with the next price.
        Quote(contractId, second);
        Assert.True(_simulator.Exchange.Place(new PlaceOrderRequest(_simulator.Exchange.Account.Id, contractId, OrderType.Market, side, size, CustomTag: $"by hand {second}")).Success);
        Quote(contractId, second);
    }

    private void Quote(string contractId, int second) => _simulator.Exchange.OnPrice(contractId == Cl.Id ? Crude(second) : ScriptedMarket.Quote(6650, second));

    private async Task OpenAsync()
    {
        _session = await GatewaySession.OpenAsync(_simulator.ClientOptions() with { Time = _time }, "EVAL-50K", ["ES"], _way, TestContext.Current.CancellationToken).InTime();
        _bot = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: _simulator.Address), _session, new TradingCalendar(), _flows);
        Get<MarketClock>().AdvanceTo(ScriptedMarket.Morning);
        await foreach (MarketUpdate update in Get<IPriceStream>().ReadAsync(TestContext.Current.CancellationToken))
            Get<MarketView>().Apply(update);
    }

    /// <summary>Three hours later, and some minutes: the rules are asked, and then the gateway.</summary>
    private async Task StrikeAsync(int minute)
    {
        DateTimeOffset now = ScriptedMarket.Morning.AddHours(3).AddMinutes(minute);
        Get<MarketClock>().AdvanceTo(now);
        await Get<RiskDispatcher>().DispatchAsync(new ClockTick(now), TestContext.Current.CancellationToken);
        while (Get<TradingAccount>().TryTakeAdopted(out PositionLedger? adopted))
            await Get<RiskDispatcher>().DispatchAsync(new PositionUpdated(adopted.Contract.Id, adopted.Size, adopted.AveragePrice, false, now), TestContext.Current.CancellationToken);
        await CatchUpAsync();
    }

    private async Task CatchUpAsync()
    {
        await Get<GatewayOrders>().CatchUpAsync(ScriptedMarket.Es, CancellationToken.None);
        while (Get<GatewayOrders>().TryTake(out OrderUpdate? update))
        {
            Get<OrderBook>().Follow(update);
            if (update.Fill is { } fill)
                Get<TradingAccount>().Apply(fill);
            Get<Liquidator>().Follow(update);
        }
    }

    private T Get<T>()
        where T : notnull
        => _bot.Services.GetRequiredService<T>();

    private sealed class BriefMarket : IMarketFeed
    {
        public string Description => "one quote of each of two markets";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken) => [ScriptedMarket.Quote(6650), Crude(0)];
    }
}
