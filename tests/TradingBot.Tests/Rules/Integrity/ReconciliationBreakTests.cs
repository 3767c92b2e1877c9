using Microsoft.Extensions.Time.Testing;
using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.Integrity;

namespace TradingBot.Tests.Rules.Integrity;

public sealed class ReconciliationBreakTests : RuleTests
{
    private readonly ReconciliationBreakRule _rule;

    public ReconciliationBreakTests()
    {
        _rule = new ReconciliationBreakRule(new ReconciliationLimits { EveryMinutes = 5 }, Bench.Account, Bench.Market, Bench.Gate, Bench.Updates, Bench.Orders, Bench.Liquidator, Bench.CallLimit);
        Bench.Quote(Es, 6650, 6650.25m);
        Bench.Hold(Es, 2, 6640);
    }

    [Fact]
    public async Task BooksThatAgreePass()
    {
        Assert.True((await TickAsync(0)).IsPass);
        Assert.Empty(Bench.Gate.History);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-2)]
    public async Task WhatDiffersIsBarredAtOnceTakenOverAtTheNextLookAndFreeWhenTheyAgree(int held)
    {
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, held, 6645);
        Assert.Equal($"{Es.Id}: 2 in our books, {held} at the broker", (await TickAsync(0)).Reason);
        Assert.Equal(2, Bench.Account.SizeOf(Es.Id));
        Assert.False(Bench.Gate.IsOpen(Es.Id, Morning));
        Assert.True(Bench.Gate.IsOpen(Mnq.Id, Morning));
        Assert.Equal(1, Bench.Updates.Doubts);

        Bench.Updates.Looks++;
        Assert.EndsWith("taken over", (await TickAsync(1)).Reason, StringComparison.Ordinal);
        Assert.Equal((held, held == 0 ? 0 : 6645), (Bench.Account.SizeOf(Es.Id), Bench.Account.Ledger(Es).AveragePrice));
        Assert.False(Bench.Gate.IsOpen(Es.Id, Morning.AddMinutes(1)));

        Assert.True((await TickAsync(2)).IsPass);
        Assert.True(Bench.Gate.IsOpen(Es.Id, Morning.AddMinutes(2)));
        Assert.Single(Bench.Gate.History);
    }

    [Fact]
    public async Task AFillOnItsWayIsNoBreakAtTheNextLook()
    {
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 3, 6643);
        Assert.True((await TickAsync(0)).IsBreach);
        Bench.Updates.Looks++;
        Bench.Hold(Es, 1, 6650);

        Assert.True((await TickAsync(1)).IsPass);
        Assert.Equal(3, Bench.Account.SizeOf(Es.Id));
    }

    [Fact]
    public async Task AsLongAsNobodyHasSaidWhatWasFilledNothingIsTakenOver()
    {
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 3, 6643);
        await TickAsync(0);
        await TickAsync(1);
        Assert.Equal((2, 2), (Bench.Account.SizeOf(Es.Id), Bench.Updates.Doubts));

        Bench.Updates.Looks++;
        Assert.EndsWith("taken over", (await TickAsync(2)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsFilledMeanwhileMakesItAnotherDifference()
    {
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 3, 6643);
        await TickAsync(0);
        Bench.Updates.Looks++;
        Bench.Hold(Es, 1, 6650);
        Bench.Hold(Es, -1, 6650);
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 3, 6643);
        await TickAsync(1);
        Assert.Equal(2, Bench.Account.SizeOf(Es.Id));

        Bench.Updates.Looks++;
        Assert.EndsWith("taken over", (await TickAsync(2)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatDiffersInAnotherWayIsLookedAtAgain()
    {
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 3, 6643);
        await TickAsync(0);
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 4, 6643);
        Bench.Updates.Looks++;
        await TickAsync(1);
        Assert.Equal(2, Bench.Account.SizeOf(Es.Id));

        Bench.Updates.Looks++;
        await TickAsync(2);
        Assert.Equal(4, Bench.Account.SizeOf(Es.Id));
    }

    [Fact]
    public async Task WhatIsTakenOverMayBeClosedAgain()
    {
        await Bench.Liquidator.CloseAsync(Es.Id, Suite, CancellationToken.None);
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 0, 0);
        await TickAsync(0);
        Assert.True(Bench.Liquidator.IsClosing(Es.Id));
        Bench.Updates.Looks++;
        await TickAsync(1);

        Assert.False(Bench.Liquidator.IsClosing(Es.Id));
    }

    [Fact]
    public async Task ACloseThatIsNotBookedYetIsNoBreak()
    {
        await Bench.Liquidator.CloseAsync(Es.Id, Suite, CancellationToken.None);
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 0, 0);
        Assert.True((await TickAsync(0)).IsPass);
        Assert.True(Bench.Gate.IsOpen(Es.Id, Morning));
        Assert.Equal(1, Bench.Updates.Doubts);

        Bench.Updates.Looks++;
        Bench.Hold(Es, -2, 6650);
        Assert.True((await TickAsync(1)).IsPass);
        Assert.Empty(Bench.Gate.History);
    }

    [Theory]
    [InlineData(OrderSide.Sell, 1, true)]
    [InlineData(OrderSide.Sell, 0, true)]
    [InlineData(OrderSide.Sell, -1, false)]
    [InlineData(OrderSide.Sell, 3, false)]
    [InlineData(OrderSide.Buy, 4, true)]
    [InlineData(OrderSide.Buy, 5, false)]
    [InlineData(OrderSide.Buy, 1, false)]
    public async Task WhatAnOrderUnderWayCanHaveTradedIsNoBreak(OrderSide side, int held, bool passes)
    {
        Bench.Orders.Accepted("7", RiskBench.Order(Es, side, 1));
        Bench.Orders.Doubted(RiskBench.Order(Es, side, 1) with { Tag = "entry-8" });
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, held, 6645);

        Assert.Equal(passes, (await TickAsync(0)).IsPass);
    }

    [Fact]
    public async Task ADifferenceThatNoFillExplainsIsABreakHoweverManyOrdersAreUnderWay()
    {
        Bench.Orders.Accepted("7", RiskBench.Order(Es, OrderSide.Buy, 1));
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 3, 6645);
        Assert.True((await TickAsync(0)).IsPass);

        Bench.Updates.Looks++;
        Assert.EndsWith("taken over", (await TickAsync(1)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task WhileNobodySaysWhatWasFilledADifferenceIsExplainedForTwoMinutes(int minute, bool passes)
    {
        Bench.Orders.Accepted("7", RiskBench.Order(Es, OrderSide.Buy, 1));
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 3, 6645);
        await TickAsync(0);

        Assert.Equal(passes, (await TickAsync(minute)).IsPass);
        Assert.Equal(passes, Bench.Gate.IsOpen(Es.Id, Morning.AddMinutes(minute)));
    }

    [Fact]
    public async Task WhatAnEarlierRunBarredIsFreeWhenBothAreFlat()
    {
        Bench.Gate.Block("reconciliation_break", Mnq.Id, "differs", Morning, Flow);
        Assert.True((await TickAsync(0)).IsPass);

        Assert.True(Bench.Gate.IsOpen(Mnq.Id, Morning));
    }

    [Fact]
    public async Task APositionThatOurBooksDoNotKnowIsABreak()
    {
        Bench.Broker.Positions["CON.F.US.CL.Z25"] = new Position("CON.F.US.CL.Z25", -1, 60);

        Assert.Equal("CON.F.US.CL.Z25: 0 in our books, -1 at the broker", (await TickAsync(0)).Reason);
        Assert.True((await TickAsync(1)).IsBreach);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task TheyAreComparedFromTimeToTime(int minute, bool passes)
    {
        await TickAsync(0);
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 5, 6640);

        Assert.Equal(passes, (await TickAsync(minute)).IsPass);
    }

    [Fact]
    public async Task TheyAreComparedWhenAConnectionIsBack()
    {
        await TickAsync(0);
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 5, 6640);
        Assert.True((await HubAsync(true)).IsPass);
        Assert.True((await HubAsync(false)).IsPass);

        Assert.True((await HubAsync(true)).IsBreach);
    }

    [Fact]
    public async Task WhileTheBrokerDoesNotSayNobodyKnows()
    {
        Bench.Broker.Throws[nameof(Bench.Broker.GetPositionsAsync)] = new NotSupportedException("not today");
        AssertNoData(await TickAsync(0));
        Bench.Broker.Throws.Clear();
        AssertNoData(await TickAsync(4));

        Assert.True((await TickAsync(5)).IsPass);
    }

    [Fact]
    public async Task ABrokerThatDoesNotSayIsAskedAgainFromTimeToTimeAndToldOfOnce()
    {
        var silence = new NotSupportedException("not today");
        Bench.Broker.Throws[nameof(Bench.Broker.GetPositionsAsync)] = silence;
        for (int minute = 0; minute < 15; minute++)
            AssertNoData(await TickAsync(minute));
        Assert.Equal((3, 1), (Bench.Broker.PositionsAsked, await AlertsAsync()));

        Bench.Broker.Throws.Clear();
        Assert.True((await TickAsync(15)).IsPass);
        Bench.Broker.Throws[nameof(Bench.Broker.GetPositionsAsync)] = silence;
        AssertNoData(await TickAsync(20));
        Assert.Equal(2, await AlertsAsync());
    }

    // The limit comes and goes by the second.
    [Fact]
    public async Task WhereNoCallIsLeftTheLimitIsToldOfOnceAndNotEachQuestion()
    {
        var rule = new ReconciliationBreakRule(
            new ReconciliationLimits { EveryMinutes = 1 }, Bench.Account, Bench.Market, Bench.Gate, Bench.Updates, Bench.Orders, Bench.Liquidator, new LimitAlert(new FakeTimeProvider()));
        for (int minute = 0; minute < 6; minute++)
        {
            Bench.Broker.HasRoomToCompare = minute % 2 > 0;
            Bench.Broker.Throws.Clear();
            if (!Bench.Broker.HasRoomToCompare)
                Bench.Broker.Throws[nameof(Bench.Broker.GetPositionsAsync)] = new ProjectX.GatewayLimitException(ProjectX.GatewayCalls.SearchOpenPositions);
            Assert.Equal(Bench.Broker.HasRoomToCompare, (await rule.CheckAsync(new ClockTick(Morning.AddMinutes(minute)), Suite, CancellationToken.None)).IsPass);
        }

        Assert.Equal((6, 1), (Bench.Broker.PositionsAsked, await AlertsAsync()));
    }

    [Fact]
    public async Task AMarketThatRunsFasterThanTheClockOfTheLimitAsksNoMoreOften()
    {
        var time = new FakeTimeProvider();
        Bench.Updates.LimitClock = time;
        var rule = new ReconciliationBreakRule(new ReconciliationLimits { EveryMinutes = 1 }, Bench.Account, Bench.Market, Bench.Gate, Bench.Updates, Bench.Orders, Bench.Liquidator, Bench.CallLimit);
        int minute = 0;
        while (minute < 8)
        {
            Assert.True((await StrikeAsync()).IsPass);
            time.Advance(TimeSpan.FromSeconds(1.25));
        }

        Assert.Equal(2, Bench.Broker.PositionsAsked);

        // What differs stays unknown until the broker may be asked again. After a connection was down it is asked at once.
        Bench.Broker.Positions[Es.Id] = new Position(Es.Id, 5, 6640);
        Assert.True((await StrikeAsync()).IsBreach);
        AssertNoData(await StrikeAsync());
        await rule.CheckAsync(new HubStateChanged("user", IsConnected: false, null, Morning), Bench.Suite, CancellationToken.None);
        await rule.CheckAsync(new HubStateChanged("user", IsConnected: true, null, Morning), Bench.Suite, CancellationToken.None);
        Assert.Equal((4, 0), (Bench.Broker.PositionsAsked, await AlertsAsync()));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.True((await StrikeAsync()).IsBreach);

        ValueTask<RuleResult> StrikeAsync() => rule.CheckAsync(new ClockTick(Morning.AddMinutes(minute++)), Bench.Suite, CancellationToken.None);
    }

    [Fact]
    public async Task AContractThatWasIntroducedIsTakenOverWithoutAPrice()
    {
        FuturesContract crude = new("CON.F.US.CLE.Z25", new FuturesProduct("CL", "CLE", 0.01m, 10, IsMicro: false, 0), new DeliveryMonth(2025, 12));
        Bench.Broker.Positions[crude.Id] = new Position(crude.Id, -1, 60);
        await TickAsync(0);
        Bench.Updates.Looks++;
        Assert.DoesNotContain("taken over", (await TickAsync(1)).Reason, StringComparison.Ordinal);

        Bench.Market.Introduce(crude);
        Bench.Updates.Looks++;
        Assert.EndsWith("taken over", (await TickAsync(2)).Reason, StringComparison.Ordinal);
        Assert.Equal(-1, Bench.Account.SizeOf(crude.Id));
    }

    private async Task<long> AlertsAsync()
    {
        await Bench.Tracer.FlushAsync();
        return Bench.Tracer.Statistics.Alerts;
    }

    private ValueTask<RuleResult> TickAsync(int minute) => _rule.CheckAsync(new ClockTick(Morning.AddMinutes(minute)), Suite, CancellationToken.None);

    private ValueTask<RuleResult> HubAsync(bool connected)
        => _rule.CheckAsync(new HubStateChanged("user", connected, TokenIssued: null, Morning.AddMinutes(1)), Suite, CancellationToken.None);
}
