using Microsoft.Extensions.Time.Testing;
using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.ProfitAndLoss;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Risk;

public sealed class UnfinishedClosesTests : RuleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly UnfinishedCloses _unfinished;

    public UnfinishedClosesTests()
    {
        _unfinished = new UnfinishedCloses(Bench.Liquidator, Bench.Withdrawals, Bench.Pace, Bench.Broker, Bench.Tracer);
        Bench.Hold(Es, 2, 6650);
    }

    [Fact]
    public async Task WhatWasNeverDecidedIsNotDone()
    {
        await StrikeAsync(2);

        Assert.Empty(Bench.Broker.Closed);
    }

    [Fact]
    public async Task AFlattenThatFailedIsTriedAgainAtEachStrikeUntilItIsAccepted()
    {
        Bench.Realize(1_500);
        Bench.Broker.Refusal = "try later";
        await LockProfitAsync();
        await StrikeAsync(2);
        Assert.Equal(3, Bench.Broker.Closed.Count);

        Bench.Broker.Refusal = null;
        await StrikeAsync(3);

        Assert.Equal(4, Bench.Broker.Closed.Count);
        Assert.True(Bench.Liquidator.IsClosing(Es.Id));
        await Bench.Tracer.FlushAsync();
        Assert.Equal(["NOT_FLATTENED", "NOT_FLATTENED", "FLATTENED"], Bench.Flows.ResultsOf("FLATTEN_AGAIN"));
    }

    [Fact]
    public async Task ARoundThatFailedIsMadeAgainNoFasterThanTheClockOfTheLimitHoweverFastTheMarketRuns()
    {
        Bench.Updates.LimitClock = _time;
        Bench.Realize(1_500);
        Bench.Broker.Refusal = "try later";
        await LockProfitAsync();
        await StrikeInSecondsAsync(10);
        Assert.Equal(1 + 1, Bench.Broker.Closed.Count);

        // What was accepted and ends unfilled waits for nothing.
        Bench.Broker.Refusal = null;
        _time.Advance(TimeSpan.FromSeconds(5));
        await StrikeAsync(1);
        Bench.Liquidator.CloseOver(Es.Id);
        await StrikeAsync(1);
        Assert.Equal(1 + 1 + 2, Bench.Broker.Closed.Count);
    }

    [Fact]
    public async Task WhatABrokerDoesNotKnowOfIsNotClosedAtEachStrike()
    {
        Bench.Updates.LimitClock = _time;
        Bench.Broker.Positions.Clear();
        await FlattenAsync();
        await StrikeInSecondsAsync(10);
        await Bench.Tracer.FlushAsync();

        Assert.Equal(1 + 2, Bench.Broker.PositionsAsked);
    }

    // What a rule decided is done, also if the price is better by then and the rule would not decide it again.
    [Fact]
    public async Task AContractThatWasToBeClosedIsClosedThoughNoRuleAsksForItAnyMore()
    {
        Bench.Updates.LimitClock = _time;
        var rule = new PositionUnrealizedLossRule(new PositionLossLimits { Limit = 750 }, Bench.Account, Bench.Market, Bench.Liquidator, Bench.Actions);
        Bench.Quote(Es, 6600, 6600.25m);
        Bench.Broker.Refusal = "try later";
        Assert.True((await rule.CheckAsync(QuoteOf(Es, 6600, 6600.25m), Suite, CancellationToken.None)).IsBreach);
        Assert.True((await rule.CheckAsync(QuoteOf(Es, 6650, 6650.25m), Suite, CancellationToken.None)).IsPass);
        await StrikeInSecondsAsync(10);
        Assert.Equal(1 + 1, Bench.Broker.Closed.Count);

        Bench.Broker.Refusal = null;
        await StrikeInSecondsAsync(10);
        Assert.Equal(1 + 1 + 1, Bench.Broker.Closed.Count);
        Assert.True(Bench.Liquidator.IsClosing(Es.Id));
        Bench.Hold(Es, -2, 6650);
        Bench.Hold(Es, 1, 6650);
        await StrikeInSecondsAsync(10);
        Assert.Equal(1 + 1 + 1, Bench.Broker.Closed.Count);
        await Bench.Tracer.FlushAsync();
        Assert.Equal(["NOT_CLOSED", "CLOSED"], Bench.Flows.ResultsOf("CLOSE_AGAIN"));
    }

    [Fact]
    public async Task ACloseThatEndsUnfilledIsMadeAgain()
    {
        await FlattenAsync();
        Bench.Liquidator.CloseOver(Es.Id);
        await StrikeAsync(2);

        Assert.Equal(2, Bench.Broker.Closed.Count);
    }

    [Fact]
    public async Task WhenTheBrokersPositionsAreUnknownItIsAskedAgain()
    {
        Bench.Hold(Es, -2, 6650);
        Bench.Broker.Positions[Mnq.Id] = new Position(Mnq.Id, 3, 24_500);
        Bench.Broker.Throws[nameof(Bench.Broker.GetPositionsAsync)] = new NotSupportedException("not today");
        Assert.NotNull(await FlattenAsync());
        Bench.Broker.Throws.Clear();
        await StrikeAsync(1);

        Assert.Equal([Mnq.Id], Bench.Broker.Closed);
    }

    [Fact]
    public async Task OnceNothingIsHeldAndNothingWorksItIsOver()
    {
        await FlattenAsync();
        Bench.Hold(Es, -2, 6650);
        Bench.Hold(Es, 1, 6650);
        await StrikeAsync(2);

        Assert.Equal([Es.Id], Bench.Broker.Closed);
    }

    [Fact]
    public async Task AtAGatewayPricesDriveTheAttemptsTooAndItsClockPacesThem()
    {
        Bench.Updates.LimitClock = _time;
        await FailCloseAsync();
        await PriceInSecondsAsync(10);
        Assert.Equal(1 + 1, Bench.Broker.Closed.Count);

        Bench.Broker.Refusal = null;
        await PriceInSecondsAsync(5);
        Assert.Equal(3, Bench.Broker.Closed.Count);
    }

    // It stands where it would open the position again, closed or not.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatCouldNotBeWithdrawnBesideACloseIsTriedAgainAtTheSamePaceUntilItIsGone(bool isClosed)
    {
        Bench.Updates.LimitClock = Bench.LimitClock;
        Bench.Orders.Accepted("7", RiskBench.Limit(Es, OrderSide.Buy, 1, 6600));
        Bench.Broker.CancelAnswer = OrderResult.Unanswered("HTTP 503");
        await CloseAsync();
        if (isClosed)
            Bench.Liquidator.Follow(CloseOf(2));
        await _unfinished.TryAgainWithPriceAsync();
        Bench.LimitClock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        await _unfinished.TryAgainWithPriceAsync();
        Assert.Single(Bench.Broker.Cancelled);

        Bench.LimitClock.Advance(TimeSpan.FromTicks(1));
        await _unfinished.TryAgainWithPriceAsync();
        await _unfinished.TryAgainWithPriceAsync();
        Assert.Equal(["7", "7"], Bench.Broker.Cancelled);

        Bench.Broker.CancelAnswer = null;
        Bench.LimitClock.Advance(TimeSpan.FromSeconds(5));
        await _unfinished.TryAgainWithPriceAsync();
        Assert.Empty(Bench.Orders.Working);
        await Bench.Tracer.FlushAsync();
        Assert.Equal(["NOT_WITHDRAWN", "WITHDRAWN"], Bench.Flows.ResultsOf("WITHDRAW_AGAIN"));
    }

    [Fact]
    public async Task ACloseThatIsNotSentBecauseTheBooksAreBehindSaysThatAndWhy()
    {
        await FailCloseAsync();
        Bench.Broker.HasNothing = true;
        await StrikeAsync(1);
        await Bench.Tracer.FlushAsync();

        Assert.Single(Bench.Broker.Closed);
        Assert.Equal(["NOT_CLOSED"], Bench.Flows.ResultsOf("CLOSE_AGAIN"));
        Assert.Contains($"the close of {Es.Id}: not sent: nothing was held, and the books have yet to learn why", Bench.Flows.TextOf("CLOSE_AGAIN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnPaperPricesDriveNone()
    {
        await FailCloseAsync();
        await PriceInSecondsAsync(10);

        Assert.Single(Bench.Broker.Closed);
    }

    [Fact]
    public async Task NothingIsAddedToWhatIsToBeClosed()
    {
        await FailCloseAsync();
        Bench.Broker.Refusal = null;
        Bench.Quote(Es, 6650, 6650.25m);
        var gate = new PreTradeGate(Bench.CreateDispatcher(), Bench.Gate, Bench.Liquidator, Bench.Clock);
        OrderRequest add = RiskBench.Limit(Es, OrderSide.Buy, 1, 6649) with { PlannedStop = 6640 };

        Clearance clearance = await gate.ClearAsync(add, Suite.Flow);

        Assert.Null(clearance.Order);
        Assert.Contains("is to be closed", clearance.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewPositionOfTheSameSizeIsClosedAtOnce()
    {
        Bench.Updates.LimitClock = _time;
        await FailCloseAsync();
        Bench.Broker.Refusal = null;
        Bench.Hold(Es, -2, 6602);
        Bench.Hold(Es, 2, 6602);
        Bench.Quote(Es, 6550, 6550.25m);

        Assert.True((await Rule().CheckAsync(QuoteOf(Es, 6550, 6550.25m), Suite, CancellationToken.None)).IsBreach);

        Assert.Equal(2, Bench.Broker.Closed.Count);
    }

    [Theory]
    [InlineData("stop-1", true, 1)]
    [InlineData("entry-1", false, 0)]
    [InlineData(null, false, 0)]
    public async Task WhatAnOrderHasOpenedThatMayOnlyReduceIsClosed(string? tag, bool isReduceOnly, int closes)
    {
        Bench.Hold(Es, -2, 6640);
        Bench.Trade(Es, Sell(2, tag) with { Purpose = "test", ReduceOnly = isReduceOnly }, -2, 6638);
        await StrikeAsync(3);

        Assert.Equal(closes, Bench.Broker.Closed.Count);
    }

    // What was decided is about the long two. Of the close that failed nothing trades; whoever sells is somebody else, or the strategy.
    [Theory]
    [InlineData(null, -1, 1)]
    [InlineData(null, -2, 0)]
    [InlineData(null, -3, 0)]
    [InlineData("by hand", -3, 0)]
    [InlineData("entry-1", -3, 0)]
    [InlineData(null, 1, 1)]
    public async Task WhatWasDecidedEndsWithThePositionAlsoWhereOneTradeTurnsIt(string? tag, int traded, int closes)
    {
        await FailCloseAsync();
        Bench.Broker.Refusal = null;
        Bench.Broker.Closed.Clear();

        Bench.Trade(Es, Sell(Math.Abs(traded), tag), traded, 6600);
        await StrikeAsync(3);

        Assert.Equal(closes, Bench.Broker.Closed.Count);
        Assert.Equal(closes > 0, Bench.Liquidator.IsToBeClosed(Es.Id));
        Assert.Equal(closes > 0, Bench.Liquidator.HasToClose);
    }

    // A close under way has no tag, as what somebody sends by hand, but is no larger than what was held.
    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, false)]
    [InlineData(3, 3, false)]
    public async Task WhatACloseUnderWayHasTurnedIsClosedAndWhatSomebodyElseHasIsNot(int ordered, int traded, bool isClosed)
    {
        await CloseAsync();
        Bench.Trade(Es, Stop(1), -1, 6640);
        Bench.Trade(Es, Sell(ordered, tag: null), -traded, 6638);

        Assert.Equal(isClosed, Bench.Liquidator.IsToBeClosed(Es.Id));
    }

    [Fact]
    public async Task WhatACloseHasOpenedAfterAStopIsClosed()
    {
        await CloseAsync();
        Bench.Trade(Es, Stop(2), -2, 6640);
        Assert.False(Bench.Liquidator.HasToClose);
        Bench.Liquidator.Follow(CloseOf(2));

        Assert.Equal([Es.Id], Bench.Liquidator.ToCloseAgain());
    }

    [Fact]
    public async Task WhatIsAddedWhileACloseIsUnderWayMayBeInTheClose()
    {
        await CloseAsync();
        Bench.Trade(Es, Bench.Desk.Tag(RiskBench.Order(Es, OrderSide.Buy, 1)), 1, 6640);
        Bench.Trade(Es, Stop(2), -2, 6640);
        Bench.Liquidator.Follow(CloseOf(3));

        Assert.Equal([Es.Id], Bench.Liquidator.ToCloseAgain());
    }

    [Fact]
    public async Task WhatIsBoughtByHandWhileACloseIsUnderWayIsNotOpenedByIt()
    {
        Assert.Null(await FlattenAsync());
        Bench.Trade(Es, RiskBench.Order(Es, OrderSide.Buy, 1), 1, 6640);

        Assert.False(Bench.Liquidator.IsToBeClosed(Es.Id));
    }

    [Fact]
    public async Task WhatWasDecidedEndsWhereThePositionThatIsTakenOverIsOfTheOtherSide()
    {
        await FailCloseAsync();
        Bench.Account.Adopt(Es, -1, 6640);
        Bench.Liquidator.CloseOver(Es.Id);

        Assert.False(Bench.Liquidator.HasToClose);
    }

    [Fact]
    public async Task EverythingIsToBeClosedAlsoWhatSomebodyElseHasTurned()
    {
        Bench.Broker.Refusal = "try later";
        Assert.NotNull(await FlattenAsync());
        Bench.Broker.Refusal = null;
        Bench.Trade(Es, Sell(3, tag: null), -3, 6640);
        await StrikeAsync(1);

        Assert.Equal([Es.Id, Es.Id], Bench.Broker.Closed);
    }

    [Fact]
    public async Task WhatTheBrokerHoldsOnTheOtherSideIsNotSaidToBeOnItsWayOut()
    {
        Assert.Null(await FlattenAsync());

        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, -2, 6640);

        Assert.Contains("was turned", await FlattenAsync(), StringComparison.Ordinal);
    }

    private PositionUnrealizedLossRule Rule() => new(new PositionLossLimits { Limit = 750 }, Bench.Account, Bench.Market, Bench.Liquidator, Bench.Actions);

    private static OrderRequest Sell(int size, string? tag) => RiskBench.Order(Es, OrderSide.Sell, size) with { Purpose = OrderRequest.ForeignPurpose, Tag = tag };

    private static OrderRequest Stop(int size) => new(Es.Id, OrderSide.Sell, OrderType.Stop, size, StopPrice: 6640, Purpose: "stop", Tag: "stop-1", ReduceOnly: true);

    /// <summary>The close trades, whole.</summary>
    private OrderUpdate CloseOf(int size)
    {
        var fill = new Fill("1", Es, OrderSide.Sell, size, 6638, Fee: 0, Morning);
        Bench.Account.Apply(fill);
        return new OrderUpdate("1", Sell(size, tag: null), OrderStatus.Filled, fill);
    }

    private async Task CloseAsync() => Assert.True((await Bench.Liquidator.CloseAsync(Es.Id, Suite, CancellationToken.None)).IsUnderWay);

    private async Task FailCloseAsync()
    {
        Bench.Quote(Es, 6600, 6600.25m);
        Bench.Broker.Refusal = "try later";
        Assert.True((await Rule().CheckAsync(QuoteOf(Es, 6600, 6600.25m), Suite, CancellationToken.None)).IsBreach);
    }

    private async Task PriceInSecondsAsync(int seconds)
    {
        for (int price = 0; price < seconds; price++)
        {
            await _unfinished.TryAgainWithPriceAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private ValueTask<string?> FlattenAsync() => Bench.Liquidator.FlattenAsync("test", Suite, CancellationToken.None);

    private async Task LockProfitAsync()
    {
        var rule = new DailyProfitLockRule(new DailyProfitLockLimits { Target = 1_500 }, Bench.Account, Bench.Stop);
        Assert.StartsWith("not flattened", (await rule.CheckAsync(Trade(), Suite, CancellationToken.None)).Reason, StringComparison.Ordinal);
    }

    /// <summary>Minutes of a market that runs faster than the clock.</summary>
    private async Task StrikeInSecondsAsync(int seconds)
    {
        for (int strike = 0; strike < seconds; strike++)
        {
            await _unfinished.TryAgainAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task StrikeAsync(int times)
    {
        for (int i = 0; i < times; i++)
            await _unfinished.TryAgainAsync();
    }
}
