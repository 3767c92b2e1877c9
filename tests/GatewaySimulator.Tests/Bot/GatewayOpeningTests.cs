using GatewaySimulator.Hosting;
using GatewaySimulator.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Risk;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.Bot;

/// <summary>What an earlier run has left at the gateway, two hours of market time ago: two contracts, their stop, and an order that would buy more.</summary>
public sealed class GatewayOpeningTests : IAsyncLifetime
{
    private static readonly string Es = ScriptedMarket.Es.Id;

    private readonly SeenFlows _flows = new();
    private readonly Lockstep _pace = new();
    private RunningSimulator _simulator = null!;
    private long _stop;
    private long _addition;

    public async ValueTask InitializeAsync()
    {
        _simulator = await RunningSimulator.StartAsync(new AfternoonMarket(), new SimulatorOptions { Speed = 0 }, _pace);
        int account = _simulator.Exchange.Account.Id;
        _simulator.Exchange.OnPrice(ScriptedMarket.Quote(6650));
        _simulator.Exchange.Place(new PlaceOrderRequest(account, Es, OrderType.Market, OrderSide.Bid, 2, CustomTag: "0badcafe-entry-1"));
        _stop = _simulator.Exchange.Place(new PlaceOrderRequest(account, Es, OrderType.Stop, OrderSide.Ask, 2, StopPrice: 6600, CustomTag: "0badcafe-stop-2")).OrderId!.Value;
        _addition = _simulator.Exchange.Place(new PlaceOrderRequest(account, Es, OrderType.Limit, OrderSide.Bid, 2, LimitPrice: 6620, CustomTag: "0badcafe-add-3")).OrderId!.Value;
        _simulator.Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 1));
        Assert.Equal(2, Assert.Single(_simulator.Exchange.Positions).Size);
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task AKillSwitchThatIsPulledAtTheStartFindsIt()
    {
        using IHost bot = await TradeAsync(disabledBy: "Jane Doe");

        FlowTrace pulled = await _flows.FirstAsync(flow => flow.Trigger == "KILL_SWITCH_PULLED").InTime();
        Assert.Single(pulled.Steps, step => step.Kind == StepKind.ApiCall && step.Name == "cancel_order");
        Assert.Equal([OrderStatus.Cancelled, OrderStatus.Cancelled], _simulator.Exchange.Orders.Where(order => order.Id == _stop || order.Id == _addition).Select(order => order.Status));
        Assert.Empty(_simulator.Exchange.Positions);
    }

    [Fact]
    public async Task ItIsInTheBooksBeforeTheyAreCompared()
    {
        using IHost bot = await TradeAsync();

        Assert.DoesNotContain(bot.Services.GetRequiredService<TradingGate>().History, hold => hold.SetBy == "reconciliation_break");
        TradingAccount books = bot.Services.GetRequiredService<TradingAccount>();
        Assert.Equal((2, 0), (books.SizeOf(Es), books.Trades));
        await bot.Services.GetRequiredService<RiskTracer>().FlushAsync();
        Assert.Contains(_flows.All, flow => flow.Trigger == "POSITION_UPDATED");
        Assert.DoesNotContain(_flows.All, flow => flow.Trigger == "TRADE_EXECUTED");
        IReadOnlyDictionary<string, TradingBot.Domain.OrderRequest> working = bot.Services.GetRequiredService<OrderBook>().Working;
        Assert.Equal(("stop", true), (working[$"{_stop}"].Purpose, working[$"{_stop}"].ReduceOnly));
    }

    // It buys what this run has not decided to buy, and nobody would withdraw it with the position.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatWouldBuyMoreIsWithdrawnBeforeTheFirstPrice(bool closedByHand)
    {
        if (closedByHand)
        {
            _simulator.Exchange.Place(new PlaceOrderRequest(_simulator.Exchange.Account.Id, Es, OrderType.Market, OrderSide.Ask, 2, CustomTag: "by hand"));
            _simulator.Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 2));
            Assert.Empty(_simulator.Exchange.Positions);
        }

        using IHost bot = await TradeAsync();

        Assert.Equal(
            [closedByHand ? OrderStatus.Cancelled : OrderStatus.Open, OrderStatus.Cancelled],
            _simulator.Exchange.Orders.Where(order => order.Id == _stop || order.Id == _addition).Select(order => order.Status));
    }

    [Theory]
    [InlineData(17, true)]
    [InlineData(16, false)]
    public async Task WhatAnEarlierRunHadLostOnThisDayCounts(int day, bool breaches)
    {
        string state = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        try
        {
            MarksFile.In(state).Write(new AccountMarks("EVAL-50K", new DateOnly(2025, 9, day), 51_500, 51_500, 0, 51_500, 51_500));
            using IHost bot = await TradeAsync(state: state);

            Assert.Equal(breaches, bot.Services.GetRequiredService<TradingGate>().History.Any(hold => hold.SetBy == "daily_total_loss"));
            Assert.Equal((new DateOnly(2025, 9, 17), 51_500), MarksFile.In(state).Of("EVAL-50K") is { } marks ? (marks.Day, marks.HighWaterMark) : default);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    // Close and stop are at the gateway, in the books is nothing when the bot comes.
    [Theory]
    [InlineData(true, null, "CLOSE_AGAIN")]
    [InlineData(null, "the day is lost", "FLATTEN_AGAIN")]
    [InlineData(false, null, null)]
    public async Task WhatAnEarlierRunDecidedToCloseAndDidNotIsClosed(bool? isLong, string? flattening, string? closing)
    {
        string state = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        try
        {
            DecisionsFile.In(state).Write(new DecisionsState("EVAL-50K", isLong is { } side ? [new ContractToClose(Es, side), new ContractToClose("CON.F.US.MNQ.Z25", true)] : [], flattening));
            DateTimeOffset then = new(2025, 1, 2, 15, 0, 0, TimeSpan.Zero);
            HoldFile.In(state).Write(new AccountHolds(
                "EVAL-50K", [new TradingHold("loss", null, "enough", then, then.AddYears(50), HoldKind.CoolDown), new TradingHold("old", null, "over", then, then.AddHours(1), HoldKind.LockOut)]));
            HoldFile.In(state).Write(new AccountHolds("OTHER", [new TradingHold("other", null, "not ours", then, null, HoldKind.Disable)]));
            using IHost bot = await TradeAsync(state: state);

            FlowTrace opened = await _flows.FirstAsync(flow => flow.Type == "RUN_OPENED").InTime();
            Assert.Equal(closing is not null, opened.Steps.Any(step => step.Text.Contains("decision_of_earlier_run", StringComparison.Ordinal)));
            Assert.Equal("value: loss bars all contracts until 2075-01-02 15:00:00Z (CoolDown): enough", Assert.Single(Assert.Single(opened.Steps, step => step.Name == "hold_of_earlier_run").Fields).ToString());
            Assert.Equal(closing is null, _simulator.Exchange.Positions.Any(position => position.Size != 0));
            if (closing is not null)
                Assert.Single((await _flows.FirstAsync(flow => flow.Type == closing).InTime()).Steps, step => step.Kind == StepKind.ApiCall && step.Name == "close_position_direct");
            Assert.Equal((0, null), DecisionsFile.In(state).Of("EVAL-50K") is { } left ? (left.ToClose.Count, left.Flattening) : default);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    /// <summary>A run to the end of the market.</summary>
    private async Task<IHost> TradeAsync(string? disabledBy = null, string? state = null)
    {
        await using GatewaySession session = await GatewaySession.OpenAsync(_simulator.ClientOptions(), "EVAL-50K", ["ES"], TestContext.Current.CancellationToken).InTime();
        IHost bot = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: _simulator.Address, StateDirectory: state, DisabledBy: disabledBy), session, new TradingCalendar(), _flows);
        _pace.Follow(bot.Services.GetRequiredService<MarketClock>());
        await bot.StartAsync(TestContext.Current.CancellationToken);
        await bot.WaitForShutdownAsync(TestContext.Current.CancellationToken).InTime();
        Assert.Null(bot.Services.GetRequiredService<BotRun>().Failure);
        return bot;
    }

    private sealed class AfternoonMarket : IMarketFeed
    {
        public string Description => "ten minutes of an afternoon";

        public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
            => Enumerable.Range(0, 60).Select(i => ScriptedMarket.Quote(6650 + i % 2 * 0.25m, second: 7_200 + i * 10));
    }
}
