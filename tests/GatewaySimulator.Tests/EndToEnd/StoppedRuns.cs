using System.Collections.Concurrent;
using System.Net;
using GatewaySimulator.Exchange;
using GatewaySimulator.Hosting;
using GatewaySimulator.Hubs;
using GatewaySimulator.Tests.Bot;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProjectX;
using RiskTraceGen;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using TradingBot.Reporting;
using TradingBot.Risk;
using TradingBot.Simulation;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>The bot is stopped, or its run ends, while it holds a position with a stop and an order works that would add to it. The market stands still by then.</summary>
public sealed class StoppedRuns : IAsyncLifetime
{
    private const string Cancel = "/api/Order/cancel", Place = "/api/Order/place", Search = "/api/Order/search";

    private const string Close = "/api/Position/closeContract", PartialClose = "/api/Position/partialCloseContract";

    private readonly SeenFlows _flows = new();
    private readonly HeldMarket _market = new(exchange => Addition(exchange) is { } addition && Stop(exchange) is { } stop && stop.ContractId == addition.ContractId && exchange.Positions.Count == 1);
    private RunningSimulator _simulator = null!;
    private GatewaySession? _session;
    private IHost? _bot;

    private SimulatedExchange Exchange => _simulator.Exchange;

    public async ValueTask InitializeAsync()
    {
        var options = new SimulatorOptions { Limit = new RateLimit(1_000_000, TimeSpan.FromSeconds(60)) };
        _simulator = await RunningSimulator.StartAsync(new MarketSimulator(new TradingCalendar(), 1, 3_000), options, _market);
        _market.Exchange = Exchange;
    }

    public async ValueTask DisposeAsync()
    {
        _bot?.Dispose();
        if (_session is not null)
            await _session.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task WhatWouldAddIsWithdrawnAndTheStopStays()
    {
        await TradeAsync();
        Order addition = Addition(Exchange)!;
        long byHand = Exchange.Place(new PlaceOrderRequest(Exchange.Account.Id, addition.ContractId, OrderType.Limit, addition.Side, 3, addition.LimitPrice, CustomTag: "by hand")).OrderId!.Value;
        string summary = await StopAsync();

        Assert.Equal(OrderStatus.Cancelled, Find(addition.Id).Status);
        Order stop = Stop(Exchange)!;
        Assert.Equal([stop.Id, byHand], Exchange.Orders.Where(order => order.IsWorking()).Select(order => order.Id));
        Assert.Matches(@"\n  still open    [+-]\d+ \S+ at [\d.]+, a stop covers all of it\n", summary);
        Assert.Contains($"\n  still works   order {stop.Id}: ", summary, StringComparison.Ordinal);
        Assert.Matches($@"\n  still works   order {byHand}: (buy|sell) 3 {addition.ContractId} limit [\d.]+, placed by somebody else: it may still fill\n", summary);
        Assert.DoesNotContain("COULD NOT", summary, StringComparison.Ordinal);

        FlowTrace stopping = Assert.Single(_flows.All, flow => flow.Type == "RUN_STOPPING");
        Assert.Equal("STOPPED", stopping.Result);
        Assert.Single(stopping.Steps, step => step.Kind == StepKind.ApiCall && step.Name == "cancel_order");
    }

    // The gateway ends the sessions, and takes withdrawals still.
    [Fact]
    public async Task ARunThatEndsByItselfWithdrawsToo()
    {
        await TradeAsync();
        Order addition = Addition(Exchange)!;
        _simulator.Get<HubConnections>().EndSessions();
        await _bot!.WaitForShutdownAsync(TestContext.Current.CancellationToken).InTime();

        Assert.Null(_bot!.Services.GetRequiredService<BotRun>().Failure);
        Assert.Equal(OrderStatus.Cancelled, Find(addition.Id).Status);
        Assert.NotNull(Stop(Exchange));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AWithdrawalThatFailsIsSaid(bool hangs)
    {
        bool isTroubled = false;
        await TradeAsync(async (path, _, carry, cancelled) =>
        {
            if (!isTroubled || path != Cancel)
                return await carry();
            if (hangs)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancelled);
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        });
        Order addition = Addition(Exchange)!;
        isTroubled = true;
        string summary = await StopAsync();

        Assert.True(Find(addition.Id).IsWorking());
        string order = $@"order {addition.Id}: (buy|sell) {addition.Size} {addition.ContractId} limit [\d.]+";
        Assert.Matches($@"\n  still works   {order}, COULD NOT BE WITHDRAWN: it may still fill \(.+\)\n", summary);
        FlowTrace stopping = Assert.Single(_flows.All, flow => flow.Type == "RUN_STOPPING");
        Assert.Equal("ORDERS_LEFT", stopping.Result);
        Assert.Single(stopping.Steps, step => step.Kind == StepKind.Alert && step.Text.Contains("could not be withdrawn and may still fill", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnAdditionInDoubtIsFoundAndWithdrawn()
    {
        bool isDoubtful = true;
        await TradeAsync(async (path, body, carry, _) =>
        {
            bool isLost = isDoubtful && path == Place && body.Contains("-add-", StringComparison.Ordinal);
            if (isLost)
                (await carry()).Dispose();
            bool isAsked = isDoubtful && path == Search && Addition(Exchange) is not null;
            return isLost || isAsked ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : await carry();
        });
        await _flows.FirstAsync(flow => flow.Result == "ORDERS_IN_DOUBT").InTime();
        Order addition = Addition(Exchange)!;
        isDoubtful = false;
        string summary = await StopAsync();

        Assert.Equal(OrderStatus.Cancelled, Find(addition.Id).Status);
        Assert.DoesNotContain("in doubt", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTradesMeanwhileIsBookedAndGetsItsStop()
    {
        bool isStopped = false;
        await TradeAsync((path, _, carry, _) =>
        {
            if (isStopped && path == Cancel && Addition(Exchange) is { } addition)
                Trade(addition);
            return carry();
        });
        long held = Math.Abs(Assert.Single(Exchange.Positions).Size);
        Order addition = Addition(Exchange)!;
        isStopped = true;
        string summary = await StopAsync();

        Assert.Equal(OrderStatus.Filled, Find(addition.Id).Status);
        Assert.Equal(held + addition.Size, Assert.Single(Exchange.Positions).Size);
        Assert.Equal(held + addition.Size, Stop(Exchange)!.Size);
        Assert.Matches(@"\n  still open    [+-]\d+ \S+ at [\d.]+, a stop covers all of it\n", summary);
    }

    // A close whose attempts hang, and those of its fallback, would last sixteen seconds.
    [Fact]
    public async Task ARuleThatAFillHasWokenIsCutOffWithTheRest()
    {
        bool isStopped = false;
        var closes = new ConcurrentQueue<string>();
        await TradeAsync(async (path, _, carry, cancelled) =>
        {
            if (isStopped && path is Close or PartialClose)
            {
                closes.Enqueue(path);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancelled);
            }

            // The account is disabled while the addition is withdrawn that trades just then: kill_switch closes what becomes known.
            if (isStopped && path == Cancel && Addition(Exchange) is { } addition)
            {
                using RiskFlow flow = _bot!.Services.GetRequiredService<RiskTracer>().StartFlow("TEST");
                _bot.Services.GetRequiredService<TradingGate>().Close(new TradingHold("test", null, "a drill", ScriptedMarket.Morning, Until: null, HoldKind.Disable), flow);
                flow.Complete("DISABLED");
                Trade(addition);
            }

            return await carry();
        });
        isStopped = true;
        string summary = await StopAsync();

        Assert.Contains(Close, closes);
        Assert.DoesNotContain(PartialClose, closes);
        Assert.Matches(@"\n  still open    [+-]\d+ \S+ at [\d.]+, NO STOP COVERS IT; A RULE DECIDED TO CLOSE IT, AND IT IS NOT CLOSED: ", summary);
        Assert.Equal("NOT_CLOSED", Assert.Single(_flows.All, flow => flow.Type == "RUN_STOPPING").Result);
    }

    [Fact]
    public async Task ARunWithoutAPriceWithdrawsWhatAnEarlierOneHasLeft()
    {
        Exchange.OnPrice(ScriptedMarket.Quote(6650));
        long addition = Exchange.Place(new PlaceOrderRequest(Exchange.Account.Id, ScriptedMarket.Es.Id, OrderType.Limit, OrderSide.Bid, 2, LimitPrice: 6620, CustomTag: "0badcafe-add-3")).OrderId!.Value;
        Exchange.Place(new PlaceOrderRequest(Exchange.Account.Id, ScriptedMarket.Es.Id, OrderType.Market, OrderSide.Bid, 2, CustomTag: "0badcafe-entry-1"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 1));
        _market.Exchange = null;
        await BuildAsync((_, _, carry, _) => carry());
        _bot!.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(_bot.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
        await _bot.StartAsync(TestContext.Current.CancellationToken).InTime();
        string summary = await StopAsync();

        Assert.Equal(OrderStatus.Cancelled, Find(addition).Status);
        Assert.Matches(@"\n  still open    \+2 \S+ at 6650.25, NO STOP COVERS IT\n", summary);
    }

    private static Order? Addition(SimulatedExchange exchange) => Working(exchange, "-add-");

    private static Order? Stop(SimulatedExchange exchange) => Working(exchange, "-stop-");

    private static Order? Working(SimulatedExchange exchange, string tag)
        => exchange.Orders.FirstOrDefault(order => order.IsWorking() && order.CustomTag?.Contains(tag, StringComparison.Ordinal) == true);

    private Order Find(long id) => Exchange.Orders.Single(order => order.Id == id);

    /// <summary>An order trades at the price that is there.</summary>
    private void Trade(Order order)
    {
        MarketView market = _bot!.Services.GetRequiredService<MarketView>();
        Quote quote = market.Of(order.ContractId);
        Exchange.Modify(new ModifyOrderRequest(order.AccountId, order.Id, LimitPrice: order.Side == OrderSide.Bid ? quote.Ask : quote.Bid));
        DateTimeOffset time = _bot.Services.GetRequiredService<MarketClock>().Now;
        Exchange.OnPrice(new MarketUpdate(time, market.Contract(order.ContractId)!, quote.Bid, quote.Ask, null, 0));
    }

    /// <summary>Trades until the market stands still.</summary>
    private async Task TradeAsync(Func<string, string, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>>? carry = null)
    {
        await BuildAsync(carry ?? ((_, _, call, _) => call()));
        await _bot!.StartAsync(TestContext.Current.CancellationToken);
        await _market.Held.InTime();
    }

    private async Task BuildAsync(Func<string, string, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>> carry)
    {
        GatewayOptions options = _simulator.ClientOptions() with { Limit = _simulator.Options.Limit, Time = new FastClock(5) };
        _session = await GatewaySession.OpenAsync(options, "EVAL-50K", ["ES", "MNQ"], new OwnWay(carry), TestContext.Current.CancellationToken).InTime();
        _bot = BotHost.Build(new BotOptions(1, 1, [], false, TraceLevel.Quiet, Gateway: _simulator.Address), _session, new TradingCalendar(), _flows);
        _market.Follow(_bot.Services.GetRequiredService<MarketClock>());
    }

    /// <summary>Stops the bot, as a signal does, and returns its summary.</summary>
    private async Task<string> StopAsync()
    {
        await _bot!.StopAsync(TestContext.Current.CancellationToken).InTime();
        RiskTracer tracer = _bot.Services.GetRequiredService<RiskTracer>();
        await tracer.DisposeAsync();
        Assert.Null(_bot.Services.GetRequiredService<BotRun>().Failure);
        return RunSummary.Of(_bot.Services, tracer.Statistics).ReplaceLineEndings("\n");
    }
}
