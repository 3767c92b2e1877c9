using Microsoft.Extensions.Time.Testing;
using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Behaviour;
using TradingBot.Rules.ProfitAndLoss;

namespace TradingBot.Tests.Rules;

public sealed class LiquidatorTests : IAsyncDisposable
{
    private static readonly DateTimeOffset BeforeClose = new(2025, 9, 17, 20, 5, 0, TimeSpan.Zero);
    private static readonly NotSupportedException Unusable = new("not today");
    private readonly RiskBench _bench = new();

    [Fact]
    public async Task TwoRulesThatWantAContractClosedSendOneClose()
    {
        var loss = new DailyTotalLossRule(new DailyTotalLossLimits { Limit = 1_000 }, _bench.Account, _bench.Unvalued, _bench.Stop);
        var end = new SessionEndFlattenRule(new SessionEndLimits { MinutesBeforeClose = 5 }, _bench.Gate, _bench.Liquidator, _bench.Calendar, _bench.Actions);
        _bench.Orders.Accepted("9", new OrderRequest(RiskBench.Es.Id, OrderSide.Sell, OrderType.Stop, 5, StopPrice: 6600, ReduceOnly: true));
        _bench.Hold(RiskBench.Es, 5, 6650);
        _bench.Quote(RiskBench.Es, 6640, 6640.25m);

        RuleResult first = await end.CheckAsync(new ClockTick(BeforeClose), _bench.Suite, CancellationToken.None);
        RuleResult second = await loss.CheckAsync(new QuoteUpdated(RiskBench.Es.Id, 6640, 6640.25m, BeforeClose), _bench.Suite, CancellationToken.None);

        Assert.True(first.IsBreach);
        Assert.True(second.IsBreach);
        Assert.Single(_bench.Broker.Closed);
        Assert.Single(_bench.Broker.Cancelled);
    }

    [Fact]
    public async Task AfterItsFillAContractMayBeClosedAgain()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        await CloseAsync();
        await CloseAsync();
        _bench.Hold(RiskBench.Es, -2, 6650);
        _bench.Hold(RiskBench.Es, 1, 6650);
        await CloseAsync();

        Assert.Equal(2, _bench.Broker.Closed.Count);
    }

    [Theory]
    [InlineData(OrderStatus.Cancelled, OrderType.Market, null, 2)]
    [InlineData(OrderStatus.Filled, OrderType.Market, null, 2)]
    [InlineData(OrderStatus.Working, OrderType.Market, null, 1)]
    [InlineData(OrderStatus.Cancelled, OrderType.Stop, null, 1)]
    [InlineData(OrderStatus.Cancelled, OrderType.Market, "reduce-1", 1)]
    public async Task WhatIsHeldWhenItsCloseHasEndedMayBeClosedAgain(OrderStatus status, OrderType type, string? tag, int closes)
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        await CloseAsync();
        _bench.Liquidator.Follow(new OrderUpdate("1", new OrderRequest(RiskBench.Es.Id, OrderSide.Sell, type, 2, Tag: tag, ReduceOnly: true), status, Fill: null));
        await CloseAsync();

        Assert.Equal(closes, _bench.Broker.Closed.Count);
    }

    // Everything is closed by the broker's list, before the books have what was held when the bot came.
    [Fact]
    public async Task WhatIsTakenOverEndsNoClose()
    {
        _bench.Broker.Positions[RiskBench.Es.Id] = new Position(RiskBench.Es.Id, 2, 6650);
        Assert.Null(await _bench.Liquidator.FlattenAsync("test", _bench.Suite, CancellationToken.None));
        var fill = new Fill("", RiskBench.Es, OrderSide.Buy, 2, 6650, Fee: 0, BeforeClose);
        _bench.Account.Apply(fill);
        _bench.Liquidator.Follow(new OrderUpdate("", RiskBench.Order(RiskBench.Es, OrderSide.Buy, 2) with { Tag = null, Purpose = OrderRequest.HeldBeforePurpose }, OrderStatus.Filled, fill));

        Assert.True(_bench.Liquidator.IsClosing(RiskBench.Es.Id));
    }

    // It stands where the market goes if the close was right, and would open a new position without a stop.
    [Theory]
    [InlineData("add", false, true)]
    [InlineData("stop", true, false)]
    [InlineData(OrderRequest.ForeignPurpose, false, false)]
    public async Task ACloseWithdrawsWhatWouldAdd(string purpose, bool isReduceOnly, bool isWithdrawn)
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Orders.Accepted("7", new OrderRequest(RiskBench.Es.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 6600, Purpose: purpose, Tag: $"{purpose}-1", ReduceOnly: isReduceOnly));
        _bench.Orders.Accepted("8", new OrderRequest(RiskBench.Mnq.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 24_000, Purpose: purpose, Tag: $"{purpose}-2", ReduceOnly: isReduceOnly));
        await CloseAsync();

        Assert.Single(_bench.Broker.Closed);
        Assert.Equal(isWithdrawn ? ["7"] : [], _bench.Broker.Cancelled);
    }

    // Its fills are booked one by one, and rules look in between: what is not booked yet is held still, and still on its way out.
    [Fact]
    public async Task AReductionThatTradesInPartsIsNotMadeASecondTime()
    {
        _bench.Hold(RiskBench.Es, 5, 6650);
        var reduction = new OrderRequest(RiskBench.Es.Id, OrderSide.Sell, OrderType.Market, 3, Purpose: "reduce", Tag: "reduce-1", ReduceOnly: true);
        _bench.Orders.Accepted("7", reduction);
        for (int left = 2; left >= 0; left--)
        {
            var fill = new Fill("7", RiskBench.Es, OrderSide.Sell, 1, 6650, Fee: 0, BeforeClose);
            _bench.Account.Apply(fill);
            _bench.Orders.Follow(new OrderUpdate("7", reduction, left > 0 ? OrderStatus.Working : OrderStatus.Filled, fill));

            Assert.Equal(2, _bench.Liquidator.Remaining(_bench.Account.OpenPositions.Single()));
        }

        Assert.Empty(_bench.Orders.Working);
    }

    [Fact]
    public async Task WhereNothingWasHeldNothingIsOnItsWay()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Broker.CloseAnswer = OrderResult.NothingHeld;
        Assert.True((await CloseAsync()).Success);
        _bench.Broker.CloseAnswer = null;
        await CloseAsync();

        Assert.Equal(2, _bench.Broker.Closed.Count);
    }

    [Fact]
    public async Task ACloseThatThrewMayBeTriedAgain()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Broker.Throws[nameof(_bench.Broker.ClosePositionDirectAsync)] = Unusable;
        _bench.Broker.Throws[nameof(_bench.Broker.FlattenByMarketOrderAsync)] = Unusable;
        OrderResult failed = await CloseAsync();
        _bench.Broker.Throws.Clear();
        OrderResult again = await CloseAsync();

        Assert.Equal((false, Unusable.Message), (failed.Success, failed.ErrorMessage));
        Assert.True(again.Success);
        Assert.Equal(2, _bench.Broker.Closed.Count);
    }

    [Fact]
    public async Task ACloseOfWhichNobodyKnowsIsMadeAgainAndThenDoneAnotherWay()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Broker.Throws[nameof(_bench.Broker.ClosePositionDirectAsync)] = new IOException("the connection broke");
        OrderResult result = await CloseAsync();

        Assert.True(result.Success);
        Assert.Equal((4, 1), (_bench.Broker.Closed.Count, _bench.Broker.Flattened.Count));
    }

    [Fact]
    public async Task WhatCouldNotBeClosedIsSaidAndTheOthersAreClosed()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Broker.Throws[nameof(_bench.Broker.GetPositionsAsync)] = Unusable;
        _bench.Orders.Accepted("9", new OrderRequest(RiskBench.Es.Id, OrderSide.Sell, OrderType.Stop, 2, StopPrice: 6600, ReduceOnly: true));
        _bench.Broker.Throws[nameof(_bench.Broker.CancelOrderAsync)] = Unusable;
        string? failure = await _bench.Liquidator.FlattenAsync("test", _bench.Suite, CancellationToken.None);

        Assert.Equal($"order 9: {Unusable.Message}; positions unknown: {Unusable.Message}", failure);
        Assert.Equal([RiskBench.Es.Id], _bench.Broker.Closed);
        Assert.True(_bench.Liquidator.HasExposure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnOrderThatHasEndedAndIsNotBookedYetIsNoFailureToFlatten(bool isGone)
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Orders.Accepted("9", new OrderRequest(RiskBench.Es.Id, OrderSide.Sell, OrderType.Stop, 2, StopPrice: 6600, ReduceOnly: true));
        _bench.Broker.Positions.Clear();
        _bench.Broker.CancelAnswer = isGone ? OrderResult.Ended("order 9 is Filled") : OrderResult.Rejected("not today");

        Assert.Equal(isGone ? null : "order 9: not today", await _bench.Liquidator.FlattenAsync("test", _bench.Suite, CancellationToken.None));
        Assert.True(_bench.Liquidator.HasExposure);
        Assert.Equal("test", _bench.Liquidator.ReasonToFlattenAgain());
    }

    [Fact]
    public async Task ABreachThatCouldNotBeFlattenedSaysSoAndIsACriticalFailureOnce()
    {
        var end = new SessionEndFlattenRule(new SessionEndLimits { MinutesBeforeClose = 5 }, _bench.Gate, _bench.Liquidator, _bench.Calendar, _bench.Actions);
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Broker.Refusal = "market closed";
        RuleResult result = await end.CheckAsync(new ClockTick(BeforeClose), _bench.Suite, CancellationToken.None);

        Assert.Equal($"not flattened: {RiskBench.Es.Id}: market closed", result.Reason);
        Assert.Equal((1, 1), (_bench.Broker.Closed.Count, _bench.Broker.Flattened.Count));
        await _bench.Tracer.FlushAsync();
        Assert.Equal(1, _bench.Tracer.Statistics.Alerts);
    }

    [Fact]
    public async Task AnOrderInDoubtIsFoundAndWithdrawn()
    {
        _bench.Orders.Doubted(new OrderRequest(RiskBench.Es.Id, OrderSide.Buy, OrderType.Limit, 2, LimitPrice: 6600, Tag: "add-7"));
        _bench.Broker.Found = OrderResult.Accepted("31");
        Assert.True(_bench.Liquidator.HasExposure);
        string? failure = await _bench.Liquidator.FlattenAsync("test", _bench.Suite, CancellationToken.None);

        Assert.Null(failure);
        Assert.Equal(["31"], _bench.Broker.Cancelled);
        Assert.False(_bench.Liquidator.HasExposure);
    }

    [Fact]
    public async Task AnOrderThatStaysInDoubtIsSaid()
    {
        _bench.Orders.Doubted(new OrderRequest(RiskBench.Es.Id, OrderSide.Buy, OrderType.Limit, 2, LimitPrice: 6600, Tag: "add-7"));
        _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = Unusable;

        Assert.Equal("nobody knows whether order add-7 exists", await _bench.Liquidator.FlattenAsync("test", _bench.Suite, CancellationToken.None));
    }

    [Fact]
    public async Task FlatteningGoesByTheBrokersPositionsNotByOurs()
    {
        _bench.Broker.Positions[RiskBench.Mnq.Id] = new Position(RiskBench.Mnq.Id, 3, 24_500);
        await _bench.Liquidator.FlattenAsync("test", _bench.Suite, CancellationToken.None);

        Assert.Equal([RiskBench.Mnq.Id], _bench.Broker.Closed);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    public async Task WhatAnExitAtTheMarketTakesIsNotClosedASecondTime(int exiting, int left)
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Orders.Accepted("9", RiskBench.Order(RiskBench.Es, OrderSide.Sell, exiting) with { ReduceOnly = true });

        Assert.Equal(left == 0, _bench.Liquidator.IsClosing(RiskBench.Es.Id));
        Assert.True((await CloseAsync()).Success);
        Assert.True((await CloseAsync()).Success);
        Assert.Empty(_bench.Broker.Closed);
        Assert.Equal(left, _bench.Broker.Placed.Sum(order => order.Size));
    }

    [Fact]
    public async Task WhenAnExitHasEndedUnfilledTheContractIsClosed()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        OrderRequest exit = RiskBench.Order(RiskBench.Es, OrderSide.Sell, 2) with { ReduceOnly = true };
        _bench.Orders.Accepted("9", exit);
        await CloseAsync();
        _bench.Orders.Follow(new OrderUpdate("9", exit, OrderStatus.Cancelled, Fill: null));
        await CloseAsync();

        Assert.Equal([RiskBench.Es.Id], _bench.Broker.Closed);
    }

    [Fact]
    public async Task AnExitInDoubtCountsUntilTheBrokerSaysAndIsNotSaidToBeDone()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        DoubtExit(2);
        _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = Unusable;
        OrderResult first = await CloseAsync();
        Assert.Equal((false, "nobody knows whether order exit-7, which takes from it, exists"), (first.Success, first.ErrorMessage));
        Assert.True(_bench.Liquidator.IsClosing(RiskBench.Es.Id));
        Assert.True(_bench.Liquidator.HasExposure);

        _bench.Broker.Throws.Clear();
        _bench.Broker.Found = OrderResult.Accepted("31");
        Assert.True((await CloseAsync()).Success);
        Assert.Empty(_bench.Broker.Closed);
        Assert.Contains("31", _bench.Orders.Working.Keys);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnExitInDoubtThatNeverCameAboutIsNoReasonNotToClose(bool wasRefused)
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        DoubtExit(2);
        _bench.Broker.Found = wasRefused ? OrderResult.Gone("no margin") : null;
        Assert.True((await CloseAsync()).Success);

        Assert.Equal([RiskBench.Es.Id], _bench.Broker.Closed);
        Assert.Empty(_bench.Orders.InDoubt);
        Assert.Equal(wasRefused, _bench.Desk.TryTakeRejection(out _));
    }

    [Fact]
    public async Task AnExitThatWasDefinitelyNotSentHoldsUpNoClose()
    {
        _bench.Hold(RiskBench.Es, 2, 6650);
        _bench.Broker.Throws[nameof(_bench.Broker.PlaceOrderAsync)] = new ProjectX.GatewayLimitException(ProjectX.GatewayCalls.PlaceOrder);
        _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = Unusable;
        await _bench.Desk.ReduceAsync(RiskBench.Order(RiskBench.Es, OrderSide.Sell, 2) with { ReduceOnly = true }, _bench.Suite, CancellationToken.None);
        Assert.False(_bench.Liquidator.IsClosing(RiskBench.Es.Id));

        Assert.True((await CloseAsync()).Success);
        Assert.Equal([RiskBench.Es.Id], _bench.Broker.Closed);
    }

    [Fact]
    public async Task WhatAnExitInDoubtMayTakeIsNotTakenASecondTime()
    {
        _bench.Hold(RiskBench.Es, 3, 6650);
        DoubtExit(1);
        _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = Unusable;
        await CloseAsync();

        Assert.Empty(_bench.Broker.Closed);
        Assert.Equal(2, Assert.Single(_bench.Broker.Placed).Size);
    }

    [Theory]
    [InlineData(false, "STILL_IN_DOUBT")]
    [InlineData(true, "RESOLVED")]
    public async Task OrdersInDoubtAreAskedAfterWithoutARule(bool answers, string result)
    {
        DoubtExit(2);
        if (!answers)
            _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = Unusable;
        await new OrdersInDoubt(_bench.Orders, _bench.Desk, _bench.Broker, _bench.Updates, _bench.Tracer).AskAsync();
        await _bench.Tracer.FlushAsync();

        Assert.Equal([result], _bench.Flows.ResultsOf("ORDERS_IN_DOUBT"));
    }

    [Fact]
    public async Task OrdersInDoubtAreAskedAfterNoFasterThanTheClockOfTheLimitHoweverFastTheMarketRuns()
    {
        var time = new FakeTimeProvider();
        _bench.Updates.LimitClock = time;
        DoubtExit(2);
        _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = Unusable;
        var doubts = new OrdersInDoubt(_bench.Orders, _bench.Desk, _bench.Broker, _bench.Updates, _bench.Tracer);
        for (int strike = 0; strike < 8; strike++)
        {
            await doubts.AskAsync();
            time.Advance(TimeSpan.FromSeconds(1.25));
        }

        await _bench.Tracer.FlushAsync();
        Assert.Equal(2, _bench.Flows.ResultsOf("ORDERS_IN_DOUBT").Count());
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private void DoubtExit(int size)
        => _bench.Orders.Doubted(RiskBench.Order(RiskBench.Es, OrderSide.Sell, size) with { Tag = "exit-7", ReduceOnly = true });

    private ValueTask<OrderResult> CloseAsync() => _bench.Liquidator.CloseAsync(RiskBench.Es.Id, _bench.Suite, CancellationToken.None);
}
