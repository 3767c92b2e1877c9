using ProjectX;
using RiskTraceGen;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Reporting;
using OrderSide = ProjectX.OrderSide;
using OrderStatus = ProjectX.OrderStatus;
using OrderType = ProjectX.OrderType;

namespace GatewaySimulator.Tests.Bot;

/// <summary>The end of a run, while two contracts are held.</summary>
public sealed class RunClosingTests : StandingBot
{
    private string Summary => RunSummary.Of(Services, Get<RiskTracer>().Statistics).ReplaceLineEndings("\n");

    // Nothing will need the calls any more that are kept for closes.
    [Fact]
    public async Task AnEntryInDoubtIsFoundAlsoWhereTheLimitIsUsedUp()
    {
        long entry = PlaceByHand(OrderType.Limit, OrderSide.Bid, 6600, Get<GatewayTags>().Of("add-3"));
        Orders.Doubted(new OrderRequest(Es, TradingBot.Domain.OrderSide.Buy, TradingBot.Domain.OrderType.Limit, 2, LimitPrice: 6600, Purpose: "add", Tag: "add-3"));
        while (await UsesALimitAsync())
        {
        }

        await CloseAsync();

        Assert.Equal(OrderStatus.Cancelled, Exchange.Orders.Single(order => order.Id == entry).Status);
        Assert.Empty(Orders.InDoubt);
        Assert.True(Get<RunClosing>().IsKnown);
    }

    [Theory]
    [InlineData(0, "NO STOP COVERS IT")]
    [InlineData(1, "A STOP COVERS ONLY 1 OF 2")]
    [InlineData(2, "a stop covers all of it")]
    public async Task TheSummarySaysHowMuchAStopCoversAndWhatItDoesNotIsAnAlert(int size, string expected)
    {
        long? stop = size > 0 ? PlaceStop(size) : null;
        await CloseAsync();

        string works = stop is null ? "" : $"  still works   order {stop}: sell {size} {Es} stop 6600\n";
        Assert.Contains($"\n  still open    +2 {Es} at 6650.25, {expected}\n{works}", Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing is open", Summary, StringComparison.Ordinal);
        string[] alerts = size < 2 ? [$"a stop covers {size} of the 2 contracts that stay open"] : [];
        Assert.Equal(alerts, (await StoppingAsync()).Steps.Where(step => step.Kind == StepKind.Alert).Select(step => step.Text[step.Text.IndexOf("a stop", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task AnAccountOnWhichNothingIsLeftIsSaidToBeSo()
    {
        SellByHand();
        await CloseAsync();

        Assert.Contains("\n  left          nothing is open, no order works\n", Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFlatAccountWithAnOrderIsNotOneOnWhichNothingIsLeft()
    {
        SellByHand();
        long byHand = PlaceByHand(OrderType.Limit, OrderSide.Bid, 6600);
        await CloseAsync();

        Assert.Contains($"\n  still works   order {byHand}: buy 2 {Es} limit 6600, placed by somebody else: it may still fill\n", Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing is open", Summary, StringComparison.Ordinal);
    }

    // Everything was waited for by then.
    [Fact]
    public async Task AtAGatewayThatIsGoneWithdrawalsAreTriedOnce()
    {
        long entry = PlaceByHand(OrderType.Limit, OrderSide.Bid, 6600, "0badcafe-add-3");
        Orders.Accepted($"{entry}", new OrderRequest(Es, TradingBot.Domain.OrderSide.Buy, TradingBot.Domain.OrderType.Limit, 2, LimitPrice: 6600, Purpose: "add", Tag: "add-3"));
        Way.IsTroubled = true;
        await CloseAsync(isGone: true);

        Assert.Matches($@"\n  still works   order {entry}: buy 2 {Es} limit 6600, COULD NOT BE WITHDRAWN: it may still fill \(.*HTTP 503.*\)\n", Summary);
        Assert.Contains("\n  left          THE GATEWAY DID NOT SAY WHAT IS LEFT", Summary, StringComparison.Ordinal);
        FlowTrace stopping = await StoppingAsync();
        Assert.Equal("ORDERS_LEFT", stopping.Result);
        Assert.Single(stopping.Steps, step => step.Kind == StepKind.CustomEvent && step.Text.Contains("order_unwanted", StringComparison.Ordinal));
    }

    // Somebody has pressed Ctrl+C between a close that failed and its next attempt.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatWasToBeClosedIsTriedOnceMore(bool isFlatten)
    {
        await FailToCloseAsync(isFlatten);
        Way.IsTroubled = false;
        Way.Carried = path =>
        {
            if (path == "/api/Position/closeContract")
                Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 3));
        };
        await CloseAsync();

        Assert.Empty(Exchange.Positions);
        Assert.Contains("\n  left          nothing is open, no order works\n", Summary, StringComparison.Ordinal);
        Assert.Equal("STOPPED", (await StoppingAsync()).Result);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatCouldNotBeClosedIsSaidAndItsStopStays(bool isFlatten)
    {
        await FailToCloseAsync(isFlatten);
        long stop = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6600);
        Way.IsTroubled = false;
        await LookAsync();
        Way.IsTroubled = true;
        int before = Way.Calls;
        await CloseAsync(isGone: true);

        Assert.NotEqual(before, Way.Calls);
        Assert.True(Exchange.Orders.Single(order => order.Id == stop).IsWorking());
        Assert.Contains($"\n  still open    +2 {Es} at 6650.25, a stop covers all of it; A RULE DECIDED TO CLOSE IT, AND IT IS NOT CLOSED: ", Summary, StringComparison.Ordinal);
        FlowTrace stopping = await StoppingAsync();
        Assert.Equal("NOT_CLOSED", stopping.Result);
        Assert.Single(stopping.Steps, step => step.Kind == StepKind.Alert && step.Text.Contains($"{Es}: a rule decided to close it, and 2 contracts stay open: ", StringComparison.Ordinal));
    }

    // The gateway has taken it, and no price has come since.
    [Fact]
    public async Task ACloseThatIsOnItsWayIsInTheAlertAndInTheSummary()
    {
        Assert.True((await Liquidator.CloseAsync(Es, Suite, CancellationToken.None)).Success);
        await CloseAsync(isGone: true);

        Assert.Contains($"\n  still open    +2 {Es} at 6650.25, NO STOP COVERS IT; a close is on its way\n", Summary, StringComparison.Ordinal);
        Assert.Single((await StoppingAsync()).Steps, step => step.Kind == StepKind.Alert && step.Text.EndsWith("a stop covers 0 of the 2 contracts that stay open; a close is on its way", StringComparison.Ordinal));
    }

    // What rules are woken by at the end has no more time than the rest.
    [Fact]
    public async Task WhatIsWaitedForWhileTheLastFillsAreBookedIsCutOff()
    {
        var begun = new TaskCompletionSource();
        Task closing = Get<RunClosing>().CloseAsync(async cancelled =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }, isGone: false).AsTask();
        await begun.Task.InTime();
        Time.Advance(RunClosing.Bound);

        await closing.InTime();
    }

    private Task<FlowTrace> StoppingAsync() => Flows.FirstAsync(flow => flow.Type == "RUN_STOPPING").InTime();

    /// <summary>A stop by hand for some of the two contracts.</summary>
    private long PlaceStop(int size)
    {
        long stop = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6600);
        Exchange.Modify(new ModifyOrderRequest(Account, stop, Size: size));
        return stop;
    }

    private void SellByHand()
    {
        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Ask, 2, CustomTag: "flat by hand"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 3));
    }

    /// <summary>Everything, or the one contract that is held, was to be closed, and the gateway took no call for it.</summary>
    private async Task FailToCloseAsync(bool isFlatten)
    {
        (Way.Path, Way.IsTroubled) = ("/api/Position/", true);
        if (isFlatten)
            Assert.NotNull(await Liquidator.FlattenAsync("test", Suite, CancellationToken.None));
        else
            Assert.False((await Liquidator.CloseAsync(Es, Suite, CancellationToken.None)).Success);
    }

    private Task CloseAsync(bool isGone = false) => Get<RunClosing>().CloseAsync(_ => BookAsync(), isGone).AsTask().InTime();
}
