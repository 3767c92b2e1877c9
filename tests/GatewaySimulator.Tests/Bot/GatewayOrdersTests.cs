using GatewaySimulator.Exchange;
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
using OrderStatus = ProjectX.OrderStatus;
using OrderType = ProjectX.OrderType;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.Bot;

/// <summary>What becomes of orders at the gateway reaches the books, also where no event and no trade says so.</summary>
public sealed class GatewayOrdersTests : StandingBot
{
    [Fact]
    public async Task ACloseThatEndsWithoutAFillMayBeMadeAgain()
    {
        Order close = await CloseAsync();
        Exchange.Cancel(new CancelOrderRequest(Account, close.Id));
        Assert.True((await Liquidator.CloseAsync(Es, Suite, CancellationToken.None)).Success);
        Assert.Equal(close.Id, Exchange.Orders[^1].Id);     // for all the bot knows it is under way

        await LookAsync();
        Assert.False(Liquidator.IsClosing(Es));
        Order again = await CloseAsync();
        Assert.NotEqual(close.Id, again.Id);

        // Told once: the end of the first is not the end of the second.
        await LookAsync();
        Assert.True(Liquidator.IsClosing(Es));
    }

    // No event comes: the session has ended with the market's day.
    [Fact]
    public async Task ACloseOfWhichNobodyTellsIsAskedAfter()
    {
        Order close = await CloseAsync();
        Exchange.Cancel(new CancelOrderRequest(Account, close.Id));
        Get<GatewayHints>().Take();
        await CatchUpAsync();
        Time.Advance(TimeSpan.FromSeconds(3));
        await CatchUpAsync();
        Assert.False(Liquidator.IsClosing(Es));
    }

    [Fact]
    public async Task ACloseThatStillWorksIsUnderWayHoweverLong()
    {
        await CloseAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        await CatchUpAsync();

        Assert.True(Liquidator.IsClosing(Es));
    }

    [Fact]
    public async Task AnOrderThatTheGatewayHasNoMoreLeavesTheBook()
    {
        Orders.Accepted("4711", new OrderRequest(Es, TradingBot.Domain.OrderSide.Sell, TradingBot.Domain.OrderType.Stop, 2, StopPrice: 6600, ReduceOnly: true));
        await LookAsync();
        Assert.Contains("4711", Orders.Working.Keys);       // it may have been accepted a moment ago

        Time.Advance(TimeSpan.FromSeconds(3));
        await CatchUpAsync();
        Assert.DoesNotContain("4711", Orders.Working.Keys);
    }

    [Fact]
    public async Task WhatWouldNotBeSentIsNotAskedAndThatIsToldOnce()
    {
        await Get<RiskTracer>().FlushAsync();
        long alerts = Get<RiskTracer>().Statistics.Alerts;
        long looks = Get<GatewayOrders>().Looks;
        Get<GatewayOrders>().LookAgain();
        while (await UsesALimitAsync())
        {
        }

        await CatchUpAsync();
        Time.Advance(TimeSpan.FromSeconds(10));
        await CatchUpAsync();
        await Get<RiskTracer>().FlushAsync();
        Assert.Equal((looks, alerts + 1), (Get<GatewayOrders>().Looks, Get<RiskTracer>().Statistics.Alerts));

        Time.Advance(TimeSpan.FromSeconds(51));
        await CatchUpAsync();
        Assert.Equal(looks + 1, Get<GatewayOrders>().Looks);
    }

    [Fact]
    public async Task AfterARoundThatFailedTheGatewayIsLeftAloneForASecond()
    {
        long looks = Get<GatewayOrders>().Looks;
        (Way.Path, Way.IsTroubled) = ("/api/Trade/search", true);
        await LookAsync();
        int calls = Way.Calls;
        Assert.True(calls > 0);

        Time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        await CatchUpAsync();
        Assert.Equal(calls, Way.Calls);

        Time.Advance(TimeSpan.FromTicks(1));
        await CatchUpAsync();
        Assert.Equal(2 * calls, Way.Calls);

        // What was to be asked for is not forgotten over it.
        Way.IsTroubled = false;
        Time.Advance(TimeSpan.FromSeconds(1));
        await CatchUpAsync();
        Assert.Equal(looks + 1, Get<GatewayOrders>().Looks);
    }

    // Nothing changes within milliseconds: to try again at once would find the same, and an alert for each order hide the next one.
    [Fact]
    public async Task AnEntryForWhichNoCallIsLeftIsRefusedInOneStepAndThatIsToldOnce()
    {
        long stop = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6600);
        await LookAsync();
        await Get<RiskTracer>().FlushAsync();
        TraceStatistics before = Get<RiskTracer>().Statistics;
        while (await UsesALimitAsync())
        {
        }

        OrderRequest entry = new(Es, TradingBot.Domain.OrderSide.Buy, TradingBot.Domain.OrderType.Market, 1, Purpose: "entry");
        Orders.Doubted(entry with { Tag = "entry-0" });
        using (RiskFlow flow = Get<RiskTracer>().StartFlow("ENTRIES"))
        {
            TracedTradingSuite suite = Get<ITradingSuite>().Traced(flow);
            OrderDesk desk = Get<OrderDesk>();
            Assert.False((await desk.PlaceAsync(new ClearedOrder(entry), suite, CancellationToken.None)).Success);
            Assert.False((await desk.PlaceAsync(new ClearedOrder(entry), suite, CancellationToken.None)).Success);
            Assert.False((await desk.ChangeAsync("4711", new ClearedOrder(entry), suite, CancellationToken.None)).Success);
            await desk.ResolveDoubtsAsync(Es, suite, CancellationToken.None);
            Assert.False(desk.TryTakeRejection(out _));             // the broker has refused nothing
            Assert.True((await desk.CancelAsync($"{stop}", suite, CancellationToken.None)).Success);
            flow.Complete("DONE");
        }

        Get<GatewayOrders>().LookAgain();
        await CatchUpAsync();
        await Get<RiskTracer>().FlushAsync();
        TraceStatistics after = Get<RiskTracer>().Statistics;
        Assert.Equal((before.Alerts + 1, before.BrokerCalls.Retries), (after.Alerts, after.BrokerCalls.Retries));
        FlowTrace entries = await Flows.FirstAsync(flow => flow.Type == "ENTRIES").InTime();
        Assert.Equal(4, entries.Steps.Count(step => step.Kind == StepKind.CustomEvent && step.Text.Contains("not_sent", StringComparison.Ordinal)));

        Time.Advance(TimeSpan.FromSeconds(61));
        Assert.True((await Get<OrderDesk>().PlaceAsync(new ClearedOrder(entry), Suite, CancellationToken.None)).Success);
        Assert.Single(Exchange.Orders, order => order.CustomTag?.Contains("entry", StringComparison.Ordinal) == true);
    }

    // There was room for the first attempt. Nobody has refused the order, so it is no reason to pull the kill switch.
    [Fact]
    public async Task AnEntryOfWhichAnAttemptMeetsTheLimitIsNotRefused()
    {
        (Way.Path, Way.RetryAfter, Way.IsTroubled) = ("/api/Order/place", TimeSpan.FromSeconds(3), true);
        OrderRequest entry = new(Es, TradingBot.Domain.OrderSide.Buy, TradingBot.Domain.OrderType.Market, 1, Purpose: "entry");
        OrderResult result = await Get<OrderDesk>().PlaceAsync(new ClearedOrder(entry), Suite, CancellationToken.None);

        Assert.Equal((false, "order entry-1: not sent, the broker's limit of calls is used up"), (result.Success, result.ErrorMessage));
        Assert.True(Way.Calls > 0);
        Assert.False(Get<OrderDesk>().TryTakeRejection(out _));
        Assert.Empty(Orders.InDoubt);
    }

    // One whose fill could not be asked for would have no stop.
    [Fact]
    public async Task AnEntryLeavesTheCallsByWhichItsFillIsLearnt()
    {
        OrderRequest entry = new(Es, TradingBot.Domain.OrderSide.Buy, TradingBot.Domain.OrderType.Limit, 1, LimitPrice: 6000, Purpose: "entry");
        int sent = 0;
        while ((await Get<OrderDesk>().PlaceAsync(new ClearedOrder(entry), Suite, CancellationToken.None)).Success)
            sent++;

        long looks = Get<GatewayOrders>().Looks;
        await LookAsync();
        Assert.True(sent > 100);
        Assert.Equal(looks + 1, Get<GatewayOrders>().Looks);
    }

    // The gateway lists recent orders by when they were made; the market is now hours further.
    [Fact]
    public async Task AnOrderOfLongAgoWorksUntilTheGatewaySaysOtherwise()
    {
        long old = PlaceByHand(OrderType.Limit, OrderSide.Bid, 6600);
        Get<MarketClock>().AdvanceTo(ScriptedMarket.Morning.AddHours(3));
        await LookAsync();
        Assert.Contains($"{old}", Orders.Working.Keys);

        await LookForNewsAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        await LookForNewsAsync();
        Assert.Contains($"{old}", Orders.Working.Keys);

        Exchange.Cancel(new CancelOrderRequest(Account, old));
        await LookForNewsAsync();
        Time.Advance(TimeSpan.FromSeconds(3));
        await CatchUpAsync();
        Assert.DoesNotContain($"{old}", Orders.Working.Keys);
    }

    [Theory]
    [InlineData(OrderType.Stop, OrderSide.Ask, 6600, "by hand too", "stop", true)]
    [InlineData(OrderType.Limit, OrderSide.Ask, 6700, "by hand too", "gateway", true)]
    [InlineData(OrderType.Limit, OrderSide.Bid, 6600, "by hand too", "gateway", false)]
    [InlineData(OrderType.Limit, OrderSide.Ask, 6700, "0badcafe-exit-3", "exit", true)]
    public async Task AnOrderThatIsFoundIsWhatItDoesToThePosition(OrderType type, OrderSide side, int price, string tag, string purpose, bool reduces)
    {
        string id = $"{PlaceByHand(type, side, price, tag)}";
        await LookAsync();

        Assert.Equal((purpose, reduces), (Orders.Working[id].Purpose, Orders.Working[id].ReduceOnly));
    }

    [Fact]
    public async Task AStopThatIsFoundEndsWithThePosition()
    {
        long stop = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6600);
        await LookAsync();
        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Ask, 1, CustomTag: "half by hand"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 3));
        await LookAsync();
        Assert.Equal(1, Exchange.Orders.Single(order => order.Id == stop).Size);

        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Ask, 1, CustomTag: "the rest by hand"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 4));
        await LookAsync();
        Assert.Equal(OrderStatus.Cancelled, Exchange.Orders.Single(order => order.Id == stop).Status);
        Assert.Empty(Orders.Working);
    }

    [Fact]
    public async Task AStopThatWasThereBeforeThePositionProtectsItOnceThereIsOne()
    {
        await CloseByHandAsync();
        string id = $"{PlaceByHand(OrderType.Stop, OrderSide.Bid, 6700)}";
        await LookAsync();
        Assert.False(Orders.Working[id].ReduceOnly);

        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Ask, 2, CustomTag: "short by hand"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 4));
        await LookAsync();
        Assert.Equal(("stop", true), (Orders.Working[id].Purpose, Orders.Working[id].ReduceOnly));
    }

    // It was the stop of a short position, which is no more.
    [Fact]
    public async Task AStopOfAnEarlierRunThatProtectsNothingIsWithdrawn()
    {
        long stop = PlaceByHand(OrderType.Stop, OrderSide.Bid, 6700, "0badcafe-stop-3");
        await LookAsync();

        Assert.Equal(OrderStatus.Cancelled, Exchange.Orders.Single(order => order.Id == stop).Status);
        Assert.Empty(Orders.Working);
    }

    // The position may be there or closed by hand since: nobody of this run would withdraw them with it, and then they open one that has no stop.
    [Theory]
    [InlineData(true, OrderType.Limit, OrderSide.Bid, 6600, "0badcafe-add-3")]
    [InlineData(false, OrderType.Limit, OrderSide.Bid, 6600, "0badcafe-add-3")]
    [InlineData(false, OrderType.Limit, OrderSide.Ask, 6700, "0badcafe-exit-3")]
    [InlineData(false, OrderType.Stop, OrderSide.Ask, 6600, "0badcafe-stop-3")]
    [InlineData(true, OrderType.Market, OrderSide.Bid, 0, "0badcafe-entry-3")]
    [InlineData(false, OrderType.Market, OrderSide.Ask, 0, "0badcafe-exit-3")]
    public async Task AnOrderOfAnEarlierRunThatWouldOpenOrAddIsWithdrawn(bool isHeld, OrderType type, OrderSide side, int price, string tag)
    {
        if (!isHeld)
            await CloseByHandAsync();
        long left = PlaceByHand(type, side, price, tag);
        await LookAsync();

        Assert.Equal(OrderStatus.Cancelled, Exchange.Orders.Single(order => order.Id == left).Status);
        Assert.Empty(Orders.Working);
    }

    // The market is halted, and goes on some time.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AnExitOfAnEarlierRunAtTheMarketStaysAndTakesNoMoreThanIsHeld(int size)
    {
        long left = PlaceByHand(OrderType.Market, OrderSide.Ask, 0, "0badcafe-exit-3");
        Exchange.Modify(new ModifyOrderRequest(Account, left, Size: size));
        await LookAsync();

        Assert.Equal((OrderStatus.Open, 2), Exchange.Orders.Single(order => order.Id == left) is var order ? (order.Status, order.Size) : default);
        Assert.True(Liquidator.IsClosing(Es));
    }

    // Two that were taken over at their average price, a third one dearer; then parts are closed, and the rest is turned.
    [Fact]
    public async Task WhatIsRealisedIsWhatTheGatewaySays()
    {
        TradingAccount books = Get<TradingAccount>();
        (OrderSide Side, int Size, decimal Bid)[] trades = [(OrderSide.Bid, 1, 6660), (OrderSide.Ask, 1, 6655), (OrderSide.Bid, 1, 6671), (OrderSide.Ask, 1, 6640), (OrderSide.Ask, 5, 6651), (OrderSide.Bid, 3, 6649.25m)];
        foreach (((OrderSide side, int size, decimal bid), int i) in trades.Select((trade, i) => (trade, i)))
        {
            await TradeByHandAsync(side, size, bid, second: 10 + i);

            Assert.Equal(Exchange.Trades.Sum(trade => trade.ProfitAndLoss ?? 0), books.Realized);
            Assert.Equal(Exchange.Account.Balance, books.Balance);
            Assert.Equal(Exchange.Positions.Select(position => (position.SignedSize(), Math.Round(position.AveragePrice, 3))), books.OpenPositions.Select(ledger => (ledger.Size, Math.Round(ledger.AveragePrice, 3))));
        }

        Assert.Contains(Exchange.Trades, trade => trade is { Side: OrderSide.Ask, Size: 3, ProfitAndLoss: null });     // what was turned is two trades
    }

    [Fact]
    public async Task OfATradeThatIsTakenBackTheBalanceSaysWhatIsLeft()
    {
        TradingAccount books = Get<TradingAccount>();
        await TradeByHandAsync(OrderSide.Bid, 1, 6660, second: 10);
        await TradeByHandAsync(OrderSide.Ask, 1, 6655, second: 11);
        Exchange.Void(Exchange.Trades[^1].Id);
        Exchange.Void(Exchange.Trades[^2].Id);
        await LookForNewsAsync();

        Assert.Equal((Exchange.Account.Balance, 2, 0), (books.Balance, books.SizeOf(Es), Get<GatewayOrders>().Mismatches));

        // One that leaves another position: that is told, and taken over by the rule.
        await TradeByHandAsync(OrderSide.Ask, 1, 6655, second: 12);
        Exchange.Void(Exchange.Trades[^1].Id);
        await LookForNewsAsync();
        Assert.Equal((Exchange.Account.Balance, 1), (books.Balance, Get<GatewayOrders>().Mismatches));
    }

    // What the position that is no more has brought no trade says.
    [Fact]
    public async Task WithAPositionThatIsTakenOverTheBalanceIsTakenOverToo()
    {
        TradingAccount books = Get<TradingAccount>();
        books.Apply(new Fill("", ScriptedMarket.Es, TradingBot.Domain.OrderSide.Buy, 1, 6650, 100, ScriptedMarket.Morning));
        await LookAsync();
        Assert.Equal(-100, books.DayRealized);

        books.Adopt(ScriptedMarket.Es, 2, 6650.25m);
        await LookAsync();
        Assert.Equal((Exchange.Account.Balance, 0), (books.Balance, books.DayRealized));

        books.Apply(new Fill("", ScriptedMarket.Es, TradingBot.Domain.OrderSide.Buy, 1, 6650, 100, ScriptedMarket.Morning));
        await LookAsync();
        Assert.Equal(-100, books.DayRealized);              // only then
    }

    [Fact]
    public async Task OnAFlatAccountATradersOrdersStay()
    {
        await CloseByHandAsync();
        long entry = PlaceByHand(OrderType.Limit, OrderSide.Bid, 6600);
        await LookAsync();

        Assert.True(Exchange.Orders.Single(order => order.Id == entry).IsWorking());
    }

    [Theory]
    [InlineData(OrderType.Limit, OrderSide.Bid, 6600, "0badcafe-add-3")]
    [InlineData(OrderType.Stop, OrderSide.Bid, 6700, "0badcafe-stop-3")]
    public async Task AWithdrawalThatFailsIsToldOnceAndTriedAgainAfterAPause(OrderType type, OrderSide side, int price, string tag)
    {
        long left = PlaceByHand(type, side, price, tag);
        Way.IsTroubled = true;
        await LookAsync();
        Assert.Contains($"{left}", Orders.Working.Keys);
        int calls = Way.Calls;

        await LookAsync();
        Assert.Equal(calls, Way.Calls);                    // not with every price

        Time.Advance(TimeSpan.FromSeconds(5));
        await CatchUpAsync();
        Assert.Equal(calls + 1, Way.Calls);

        Way.IsTroubled = false;
        Time.Advance(TimeSpan.FromSeconds(5));
        await CatchUpAsync();
        Assert.Equal(OrderStatus.Cancelled, Exchange.Orders.Single(order => order.Id == left).Status);
        Assert.Empty(Orders.Working);
        await Get<RiskTracer>().FlushAsync();
        Assert.Single(Flows.All.SelectMany(flow => flow.Steps), step => step.Kind == StepKind.Alert && step.Text.Contains("cancel_order", StringComparison.Ordinal));
    }

    // A gateway that hangs is asked each second.
    [Fact]
    public async Task LooksThatAreNotAnsweredAreToldOnceUntilOneIs()
    {
        long looks = Get<GatewayOrders>().Looks;
        for (int trouble = 1; trouble <= 2; trouble++)
        {
            (Way.Path, Way.IsTroubled) = ("/api/Order/search", true);
            int calls = Way.Calls;
            for (int look = 0; look < 5; look++)
            {
                await LookAsync();
                Time.Advance(TimeSpan.FromSeconds(1));
            }

            Assert.Equal(4 + 4 * 1, Way.Calls - calls);
            Way.IsTroubled = false;
            await LookAsync();
            Assert.Equal(looks + trouble, Get<GatewayOrders>().Looks);
            await Get<RiskTracer>().FlushAsync();
            Assert.Equal(trouble, Flows.All.SelectMany(flow => flow.Steps).Count(step => step.Kind == StepKind.Alert && step.Text.Contains("search_orders", StringComparison.Ordinal)));
        }
    }

    // The round that would tell of the close finds the gateway taking no calls.
    [Fact]
    public async Task WhereTheGatewayTakesNoCallsTheStopOfAClosedPositionIsWithdrawnWithTheFirstPriceAtWhichItDoes()
    {
        long stop = await StopAClosedPositionAsync();
        (Way.Path, Way.RetryAfter, Way.IsTroubled) = ("/api/Trade/search", TimeSpan.FromSeconds(3), true);
        await LookAsync();
        Way.IsTroubled = false;
        Assert.False(Get<ITradingSuite>().HasRoomToWithdraw);

        Time.Advance(TimeSpan.FromSeconds(2.9));
        await CatchUpAsync();
        Assert.True(Exchange.Orders.Single(order => order.Id == stop).IsWorking());

        Time.Advance(TimeSpan.FromSeconds(0.1));
        await CatchUpAsync();
        Assert.Equal(OrderStatus.Cancelled, Exchange.Orders.Single(order => order.Id == stop).Status);
    }

    // Withdrawals have calls of their own; questions had used up theirs.
    [Fact]
    public async Task WhatProtectsNothingIsWithdrawnAlsoWhereNoCallIsLeftToAskForNews()
    {
        long stop = await StopAClosedPositionAsync();
        Way.IsTroubled = true;
        await LookAsync();
        Way.IsTroubled = false;
        Time.Advance(TimeSpan.FromSeconds(5));
        while (await UsesALimitAsync())
        {
        }

        await CatchUpAsync();

        Assert.Equal(OrderStatus.Cancelled, Exchange.Orders.Single(order => order.Id == stop).Status);
    }

    // A stop of ours that was to be withdrawn has traded by then, after the position was sold: of the order itself the book knows nothing any more.
    [Fact]
    public async Task WhatOurStopHasOpenedIsClosedAlsoWhereItWasTakenForWithdrawn()
    {
        OrderResult stop = await Get<OrderDesk>().ReduceAsync(
            new OrderRequest(Es, TradingBot.Domain.OrderSide.Sell, TradingBot.Domain.OrderType.Stop, 2, StopPrice: 6640, Purpose: "stop", ReduceOnly: true), Suite, CancellationToken.None);
        SellByHand();
        Exchange.OnPrice(ScriptedMarket.Quote(6630, second: 4));
        await Get<OrderDesk>().CancelAsync(stop.OrderId!, Suite, CancellationToken.None);
        await LookAsync();

        Assert.Equal(-2, Get<TradingAccount>().SizeOf(Es));
        Assert.True(Liquidator.IsToBeClosed(Es));
    }

    // Both would trade when the market falls through them, and turn the position.
    [Theory]
    [InlineData(2, 2, null)]
    [InlineData(1, 1, 1)]
    public async Task OfTwoStopsTheTighterOneStaysAndTheOtherCoversTheRest(int tight, int expected, int? rest)
    {
        long loose = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6580, "0badcafe-stop-3");
        long tighter = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6600, "0badcafe-stop-4");
        Exchange.Modify(new ModifyOrderRequest(Account, tighter, Size: tight));
        await LookAsync();

        Assert.Equal(expected, Orders.Working[$"{tighter}"].Size);
        Assert.Equal(rest, Orders.Working.GetValueOrDefault($"{loose}")?.Size);
        Assert.Equal(2, Exchange.Orders.Where(order => order.IsWorking()).Sum(order => order.Size));

        await LookAsync();
        Assert.Equal(2, Exchange.Orders.Where(order => order.IsWorking()).Sum(order => order.Size));
    }

    [Fact]
    public async Task AnOrderThatSomebodyElseHasMovedIsWhereItIsNow()
    {
        long stop = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6600);
        await LookAsync();
        Exchange.Modify(new ModifyOrderRequest(Account, stop, StopPrice: 6640));
        await LookAsync();

        Assert.Equal((6640, 2), (Orders.Working[$"{stop}"].StopPrice, Orders.Working[$"{stop}"].Size));
    }

    [Fact]
    public async Task AStopAndALimitOnTheOtherSideStayBesideEachOther()
    {
        PlaceByHand(OrderType.Stop, OrderSide.Ask, 6600);
        PlaceByHand(OrderType.Limit, OrderSide.Ask, 6700, "a target by hand");
        await LookAsync();

        Assert.Equal([2, 2], Orders.Working.Values.Select(order => order.Size));
    }

    private Task TradeByHandAsync(OrderSide side, int size, decimal bid, int second)
    {
        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, side, size, CustomTag: $"by hand, {second}"));
        Exchange.OnPrice(ScriptedMarket.Quote(bid, second));
        return LookAsync();
    }

    private Task CloseByHandAsync()
    {
        SellByHand();
        return LookAsync();
    }

    private void SellByHand()
    {
        Exchange.Place(new PlaceOrderRequest(Account, Es, OrderType.Market, OrderSide.Ask, 2, CustomTag: "flat by hand"));
        Exchange.OnPrice(ScriptedMarket.Quote(6650, second: 3));
    }

    /// <summary>The position is closed, which the bot has yet to learn, and its stop works.</summary>
    private async Task<long> StopAClosedPositionAsync()
    {
        long stop = PlaceByHand(OrderType.Stop, OrderSide.Ask, 6600);
        await LookAsync();
        SellByHand();
        return stop;
    }

    /// <summary>Something was told of somebody else's order: the gateway is asked what became of recent ones.</summary>
    private Task LookForNewsAsync()
    {
        Get<GatewayHints>().Add(new GatewayNews { Foreign = 1 });
        return CatchUpAsync();
    }
}
