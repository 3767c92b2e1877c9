using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Strategy;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Strategy;

public sealed class StrategyRunnerTests : IAsyncDisposable
{
    private readonly RiskBench _bench = new();
    private readonly RiskDispatcher _dispatcher;
    private readonly StrategyRunner _runner;

    public StrategyRunnerTests()
    {
        var settings = new StrategySettings
        {
            AverageBars = 2,
            EntryAtr = 0.1m,
            AddAtr = 1,
            StopAtr = 1,
            MaxAdds = 1,
            MiniSize = 1,
            MiniAdd = 2,
            MicroSize = 10,
            MicroAdd = 15,
        };
        _dispatcher = _bench.CreateDispatcher();
        _runner = new StrategyRunner(
            new MeanReversionStrategy(settings), _bench.Broker, _bench.Tracer, _bench.Market, _bench.Account, _bench.Orders, _bench.Desk,
            new OrdersInDoubt(_bench.Orders, _bench.Desk, _bench.Broker, _bench.Updates, _bench.Tracer), _bench.Liquidator, _bench.Gate,
            new PreTradeGate(_dispatcher, _bench.Gate, _bench.Liquidator, _bench.Clock));
        _bench.Quote(RiskBench.Es, 6650, 6650.25m);
    }

    [Fact]
    public async Task AnOrderThatIsAcceptedIsKnownToWork()
    {
        await EnterAsync(rulesPass: true);

        Assert.Equal(Assert.Single(_bench.Broker.Placed), Assert.Single(_bench.Orders.Working).Value);
    }

    [Fact]
    public async Task AnOrderThatIsRefusedIsNot()
    {
        _bench.Broker.Refusal = "no margin";
        await EnterAsync(rulesPass: true);

        Assert.Single(_bench.Broker.Placed);
        Assert.Empty(_bench.Orders.Working);
    }

    [Fact]
    public async Task WhileAnOrderIsInDoubtNothingIsOpenedAndTheBrokerIsAskedAtEveryBar()
    {
        _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = new NotSupportedException("no search today");
        _bench.Orders.Doubted(new OrderRequest(RiskBench.Es.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 6600, Tag: "add-7"));
        await EnterAsync(rulesPass: true);

        Assert.Empty(_bench.Broker.Placed);
        Assert.Equal(2, _bench.Broker.LookedFor.Count);
    }

    [Fact]
    public async Task WhileAnExitIsInDoubtNoSecondOneIsSent()
    {
        await EnterAsync(rulesPass: true);
        _bench.Orders.Withdrawn("1");
        _bench.Hold(RiskBench.Es, -1, 6650);
        await BarAsync(6670, rulesPass: true);
        _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = new NotSupportedException("no search today");
        _bench.Orders.Doubted(RiskBench.Order(RiskBench.Es, OrderSide.Buy, 1) with { Tag = "exit-7", ReduceOnly = true });
        int placed = _bench.Broker.Placed.Count;
        await BarAsync(6640, rulesPass: true);
        Assert.Equal(placed, _bench.Broker.Placed.Count);

        _bench.Broker.Throws.Clear();
        await BarAsync(6640, rulesPass: true);
        Assert.Equal(("exit", true), (_bench.Broker.Placed[^1].Purpose, _bench.Broker.Placed[^1].ReduceOnly));
    }

    [Fact]
    public async Task AnOrderThatWasNeverSentIsForgottenAndTheStrategyGoesOn()
    {
        _bench.Orders.Doubted(new OrderRequest(RiskBench.Es.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 6600, Tag: "add-7"));
        await EnterAsync(rulesPass: true);

        Assert.Single(_bench.Broker.Placed);
        Assert.Empty(_bench.Orders.InDoubt);
    }

    [Fact]
    public async Task ARuleThatDoesNotPassKeepsTheStrategyOut()
    {
        await EnterAsync(rulesPass: false);

        Assert.Empty(_bench.Broker.Placed);
    }

    [Fact]
    public async Task AHoldKeepsTheStrategyOut()
    {
        _bench.Gate.Close(new TradingHold("rule", null, "why", RiskBench.Morning, RiskBench.Morning.AddHours(1), HoldKind.CoolDown), _bench.Flow);
        await EnterAsync(rulesPass: true);

        Assert.Empty(_bench.Broker.Placed);
    }

    [Fact]
    public async Task AnOrderThatIsBlockedNeverReachesTheBrokerAndItsFlowSaysWhy()
    {
        _bench.Quote(RiskBench.Es, 6650, 6651);
        await EnterAsync(rulesPass: true);
        await _bench.Tracer.FlushAsync();

        Assert.Empty(_bench.Broker.Placed);
        Assert.Empty(_bench.Orders.All);
        Assert.Equal(["ORDER_BLOCKED by spread_limit: 4 ticks wide, 3 allowed"], _bench.Flows.ResultsOf("STRATEGY_ORDERS"));
    }

    [Fact]
    public async Task AnOrderHasItsTagWhenItIsJudged()
    {
        await _dispatcher.DispatchAsync(new OrderRequested(RiskBench.Order(RiskBench.Mnq, OrderSide.Buy, 1) with { Tag = "entry-1" }, RiskBench.Morning), TestContext.Current.CancellationToken);
        await EnterAsync(rulesPass: true);
        await _bench.Tracer.FlushAsync();

        Assert.Empty(_bench.Broker.Placed);
        Assert.Equal(["ORDER_BLOCKED by duplicate_order: an order entry-1 was sent before"], _bench.Flows.ResultsOf("STRATEGY_ORDERS"));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task WhileARuleClosesTheStrategySendsNothingAndWithdrawsNothing(bool closes, int exits)
    {
        await EnterAsync(rulesPass: true);
        _bench.Orders.Withdrawn("1");
        _bench.Hold(RiskBench.Es, -1, 6650);
        await BarAsync(6670, rulesPass: true);
        (int placed, int cancelled) = (_bench.Broker.Placed.Count, _bench.Broker.Cancelled.Count);
        if (closes)
            await _bench.Liquidator.CloseAsync(RiskBench.Es.Id, _bench.Suite, CancellationToken.None);

        // At the average the strategy takes its profit.
        await BarAsync(6640, rulesPass: true);

        Assert.Equal(exits, _bench.Broker.Placed.Count - placed);
        Assert.Equal(exits == 1, _bench.Broker.Cancelled.Count > cancelled);
    }

    [Fact]
    public async Task AStopIsSentHoweverWideTheMarketIs()
    {
        await EnterAsync(rulesPass: true);
        _bench.Orders.Withdrawn("1");
        _bench.Hold(RiskBench.Es, -1, 6650);
        _bench.Quote(RiskBench.Es, 6650, 6651);
        await BarAsync(6670, rulesPass: false);

        Assert.Equal((OrderType.Stop, true), (_bench.Broker.Placed[^1].Type, _bench.Broker.Placed[^1].ReduceOnly));
    }

    [Fact]
    public async Task AStopForWhichNothingIsHeldIsNotSaidToBeSent()
    {
        _bench.Broker.PlaceAnswer = OrderResult.NothingHeld;
        _bench.Hold(RiskBench.Es, -1, 6650);
        await BarAsync(6650, rulesPass: false);
        await BarAsync(6670, rulesPass: false);
        await _bench.Tracer.FlushAsync();

        Assert.All(_bench.Broker.Placed, order => Assert.Equal((OrderType.Stop, true), (order.Type, order.ReduceOnly)));
        Assert.Equal("NOTHING_HELD", Assert.Single(_bench.Flows.ResultsOf("STRATEGY_ORDERS").Distinct()));
    }

    [Fact]
    public async Task AStrategyThatFiresTooOftenIsStoppedBeforeItsOrders()
    {
        _bench.Broker.Refusal = "no margin";
        for (int i = 0; i < 25; i++)
            await EnterAsync(rulesPass: true);
        await _bench.Tracer.FlushAsync();

        Assert.True(_bench.Gate.IsHeldBy("repeated_execution", null, RiskBench.Morning));
        Assert.Contains("STRATEGY_STOPPED by repeated_execution: disabled until somebody enables it", _bench.Flows.ResultsOf("STRATEGY_ORDERS"));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private async Task EnterAsync(bool rulesPass)
    {
        foreach (decimal close in (decimal[])[6650, 6660])
            await BarAsync(close, rulesPass);
    }

    private ValueTask BarAsync(decimal close, bool rulesPass)
        => _runner.OnBarAsync(new BarClosed(RiskBench.Es.Id, close, close + 1, close - 1, close, 1, RiskBench.Morning), rulesPass);
}
