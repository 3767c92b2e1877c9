using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Rules.ProfitAndLoss;

namespace TradingBot.Tests.Rules.ProfitAndLoss;

public sealed class DailyTotalLossTests : IAsyncDisposable
{
    private readonly RiskBench _bench = new();
    private readonly DailyTotalLossRule _rule;

    public DailyTotalLossTests()
        => _rule = new DailyTotalLossRule(new DailyTotalLossLimits { Limit = 1_000 }, _bench.Account, _bench.Unvalued, _bench.Stop);

    [Theory]
    [InlineData("999.99", true)]
    [InlineData("1000.00", false)]
    [InlineData("1000.01", false)]
    public async Task TheRealisedLossMayComeToACentOfTheLimit(string loss, bool passes)
    {
        RealizeLoss(decimal.Parse(loss, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(passes, (await OnTradeAsync()).IsPass);
    }

    // 5 contracts, 50 dollars a point: 4 points are 1,000 dollars.
    [Theory]
    [InlineData(5, "6646.25", "6646.50", true)]
    [InlineData(5, "6646.00", "6646.25", false)]
    [InlineData(-5, "6653.50", "6653.75", true)]
    [InlineData(-5, "6653.75", "6654.00", false)]
    public async Task TheOpenLossCountsAtThePriceThatClosesIt(int size, string bid, string ask, bool passes)
    {
        _bench.Hold(RiskBench.Es, size, 6650);
        _bench.Quote(RiskBench.Es, Price(bid), Price(ask));

        Assert.Equal(passes, (await OnQuoteAsync()).IsPass);
    }

    [Fact]
    public async Task RealisedAndOpenAddUp()
    {
        RealizeLoss(500);
        _bench.Hold(RiskBench.Es, 5, 6650);
        _bench.Quote(RiskBench.Es, 6648, 6648.25m);

        Assert.True((await OnQuoteAsync()).IsBreach);
    }

    [Fact]
    public async Task ABreachCancelsClosesAndLocksUntilTheNextTradingDay()
    {
        var resting = new OrderRequest(RiskBench.Es.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 6600);
        _bench.Orders.Accepted("77", resting);
        LoseOnOpenPosition();

        RuleResult result = await OnQuoteAsync();

        Assert.True(result.IsBreach);
        Assert.Equal(["77"], _bench.Broker.Cancelled);
        Assert.Equal([RiskBench.Es.Id], _bench.Broker.Closed);
        TradingHold hold = Assert.Single(_bench.Gate.History);
        Assert.Null(hold.ContractId);
        Assert.Equal(new DateTimeOffset(2025, 9, 17, 22, 0, 0, TimeSpan.Zero), hold.Until);     // 17:00 in Chicago
        Assert.False(_bench.Gate.IsOpen(RiskBench.Mnq.Id, hold.Until!.Value.AddTicks(-1)));
        Assert.True(_bench.Gate.IsOpen(RiskBench.Mnq.Id, hold.Until.Value));
    }

    [Fact]
    public async Task WhileTheCloseIsOnItsWayNothingIsSentAgain()
    {
        LoseOnOpenPosition();
        await OnQuoteAsync();
        RuleResult again = await OnQuoteAsync();

        Assert.True(again.IsPass);
        Assert.Single(_bench.Broker.Closed);
        Assert.Single(_bench.Gate.History);
    }

    [Fact]
    public async Task ACloseThatFailedIsTriedAgain()
    {
        LoseOnOpenPosition();
        _bench.Broker.Refusal = "no connection";
        RuleResult failed = await OnQuoteAsync();
        _bench.Broker.Refusal = null;
        RuleResult again = await OnQuoteAsync();

        Assert.Contains("not flattened", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("no connection", failed.Reason, StringComparison.Ordinal);
        Assert.True(again.IsBreach);
        Assert.Equal(2, _bench.Broker.Closed.Count);
        Assert.Single(_bench.Gate.History);
    }

    [Fact]
    public async Task APositionThatAppearsInALockedAccountIsClosedToo()
    {
        RealizeLoss(1_000);
        await OnTradeAsync();
        _bench.Quote(RiskBench.Es, 6650, 6650.25m);
        _bench.Hold(RiskBench.Es, 1, 6650);

        Assert.True((await OnQuoteAsync()).IsBreach);
        Assert.Equal([RiskBench.Es.Id], _bench.Broker.Closed);
    }

    [Fact]
    public async Task WithoutAPriceNobodyKnowsTheLoss()
    {
        _bench.Hold(RiskBench.Es, 1, 6650);

        Assert.Equal(RuleSeverity.InsufficientData, (await OnQuoteAsync()).Severity);
    }

    [Fact]
    public async Task AProductThatNobodyCanValueLeavesTheLossUnknownWhateverItsPrice()
    {
        FuturesContract odd = new("CON.F.US.ODD.Z25", FuturesProduct.Unvalued("ODD"), new DeliveryMonth(2025, 12));
        _bench.Hold(odd, 3, 100);
        _bench.Quote(odd, 1, 2);

        RuleResult result = await OnQuoteAsync();
        Assert.Equal((RuleSeverity.InsufficientData, $"an open position has no price to close at: {odd.Id}"), (result.Severity, result.Reason));
    }

    [Fact]
    public async Task WhatIsKnownProvesABreach()
    {
        _bench.Hold(RiskBench.Es, 1, 6650);
        RealizeLoss(1_000);

        Assert.True((await OnTradeAsync()).IsBreach);
    }

    [Fact]
    public async Task OneContractWithoutAPriceHidesNoLossOfAnother()
    {
        _bench.Hold(RiskBench.Mnq, 1, 24_500);
        LoseOnOpenPosition();

        Assert.True((await OnQuoteAsync()).IsBreach);
    }

    [Fact]
    public async Task ThatTheAccountCannotBeValuedIsSaidOnce()
    {
        _bench.Hold(RiskBench.Mnq, 1, 24_500);
        RiskDispatcher dispatcher = _bench.CreateDispatcher();
        foreach (int second in (int[])[0, 9, 10, 11, 60])
            await dispatcher.DispatchAsync(new QuoteUpdated(RiskBench.Es.Id, 6650, 6650.25m, RiskBench.Morning.AddSeconds(second)), TestContext.Current.CancellationToken);
        await _bench.DisposeAsync();      // handlers have ended then

        string text = Assert.Single(_bench.Flows.TextOf("RISK_RULE_EVALUATION").Split('\n'), line => line.Contains("cannot be valued", StringComparison.Ordinal));
        Assert.Contains(RiskBench.Mnq.Id, text, StringComparison.Ordinal);
    }

    // What was held before is booked at the minute before the first price, whatever second that comes in.
    [Theory]
    [InlineData(56, false)]
    [InlineData(57, true)]
    public async Task APositionWhosePriceHasNotComeYetIsNoAlarm(int last, bool alarms)
    {
        _bench.Hold(RiskBench.Mnq, 1, 24_500);
        RiskDispatcher dispatcher = _bench.CreateDispatcher();
        await dispatcher.DispatchAsync(new TradeExecuted(RiskBench.Mnq.Id, OrderSide.Buy, 1, 24_500, 0, RiskBench.Morning), TestContext.Current.CancellationToken);
        foreach (int second in (int[])[47, last])
            await dispatcher.DispatchAsync(new QuoteUpdated(RiskBench.Es.Id, 6650, 6650.25m, RiskBench.Morning.AddSeconds(second)), TestContext.Current.CancellationToken);
        await _bench.DisposeAsync();

        Assert.Equal(alarms, _bench.Flows.TextOf("RISK_RULE_EVALUATION").Contains("cannot be valued", StringComparison.Ordinal));
    }

    [Fact]
    public async Task APriceOnTheWrongSideIsNoPrice()
    {
        _bench.Hold(RiskBench.Es, 1, 6650);
        _bench.Quote(RiskBench.Es, bid: null, ask: 6650.25m);

        Assert.Equal(RuleSeverity.InsufficientData, (await OnQuoteAsync()).Severity);
    }

    [Fact]
    public async Task TheNextDayBeginsAtZero()
    {
        RealizeLoss(999.99m);
        _bench.Account.StartDay();
        RealizeLoss(999.99m);

        Assert.True((await OnTradeAsync()).IsPass);
    }

    [Fact]
    public async Task OnFridayTheLockLastsUntilSunday()
    {
        RealizeLoss(1_000);
        var friday = new DateTimeOffset(2025, 9, 19, 15, 0, 0, TimeSpan.Zero);
        await _rule.CheckAsync(new TradeExecuted(RiskBench.Es.Id, OrderSide.Buy, 1, 6650, 0, friday), _bench.Suite, CancellationToken.None);

        Assert.Equal(new DateTimeOffset(2025, 9, 21, 22, 0, 0, TimeSpan.Zero), Assert.Single(_bench.Gate.History).Until);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static decimal Price(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private void RealizeLoss(decimal loss)
    {
        _bench.Hold(RiskBench.Mnq, 1, 24_500, loss);
        _bench.Hold(RiskBench.Mnq, -1, 24_500);
    }

    private void LoseOnOpenPosition()
    {
        _bench.Hold(RiskBench.Es, 5, 6650);
        _bench.Quote(RiskBench.Es, 6645, 6645.25m);
    }

    private ValueTask<RuleResult> OnQuoteAsync()
        => _rule.CheckAsync(new QuoteUpdated(RiskBench.Es.Id, 6645, 6645.25m, RiskBench.Morning), _bench.Suite, CancellationToken.None);

    private ValueTask<RuleResult> OnTradeAsync()
        => _rule.CheckAsync(new TradeExecuted(RiskBench.Mnq.Id, OrderSide.Sell, 1, 24_500, 0, RiskBench.Morning), _bench.Suite, CancellationToken.None);
}
