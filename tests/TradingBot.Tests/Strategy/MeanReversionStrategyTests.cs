using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Strategy;

namespace TradingBot.Tests.Strategy;

public sealed class MeanReversionStrategyTests
{
    private static readonly FuturesContract Es = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));

    private readonly MeanReversionStrategy _strategy = new(new StrategySettings
    {
        AverageBars = 4,
        EntryAtr = 1.5m,
        AddAtr = 1,
        StopAtr = 4,
        MaxAdds = 1,
        MiniSize = 1,
        MiniAdd = 2,
        MicroSize = 10,
        MicroAdd = 15,
    });

    [Fact]
    public void UntilItKnowsTheMarketItDoesNothing()
    {
        Assert.Empty(Bar(6650));
        Assert.Empty(Bar(6650));
        Assert.Empty(Bar(6700));
    }

    [Fact]
    public void AMarketThatDoesNotMoveIsNotTraded()
    {
        for (int i = 0; i < 10; i++)
            Assert.Empty(Bar(6650, range: 0));
    }

    [Theory]
    [InlineData("6660", OrderSide.Sell)]
    [InlineData("6640", OrderSide.Buy)]
    public void ItTradesAgainstAMoveThatWentTooFar(string price, OrderSide side)
    {
        Warm();
        OrderRequest order = Placed(Assert.Single(Bar(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture))));

        Assert.Equal((side, OrderType.Market, 1), (order.Side, order.Type, order.Size));
    }

    [Fact]
    public void WhileNothingMayBeOpenedItDoesNotEnter()
    {
        Warm();

        Assert.Empty(Bar(6660, mayOpen: false));
    }

    [Fact]
    public void APositionGetsAStopAndAnAddition()
    {
        OrderRequest[] orders = [.. Enter().Select(Placed)];

        Assert.Equal([(OrderType.Stop, 1, true), (OrderType.Limit, 2, false)], orders.Select(order => (order.Type, order.Size, order.ReduceOnly)));
        Assert.True(orders[0].StopPrice > 6660 && orders[1].LimitPrice > 6660 && orders[1].LimitPrice < orders[0].StopPrice);
        Assert.All(orders, order => Assert.True(Es.Product.IsOnTick(order.StopPrice ?? order.LimitPrice!.Value)));
    }

    [Fact]
    public void WhenThePositionGrowsTheStopGrowsWithIt()
    {
        OrderRequest stop = Placed(Enter()[0]) with { Tag = "stop-1" };
        StrategyAction action = Assert.Single(Bar(6661, position: -3, working: [new("1", stop)]));

        Assert.Equal(new StrategyAction.Change("1", stop with { Size = 3 }), action);
    }

    // Short at 6660: a stop of the trader's own, closer than the strategy's or further away.
    [Theory]
    [InlineData("6662", true)]
    [InlineData("6700", false)]
    public void ATighterStopOfSomebodyElseStaysWhereItIs(string price, bool stays)
    {
        OrderRequest own = Placed(Enter()[0]);
        OrderRequest byHand = own with { StopPrice = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), Tag = "by hand" };
        StrategyAction action = Assert.Single(Bar(6661, position: -3, working: [new("1", byHand)]));

        Assert.Equal(new StrategyAction.Change("1", byHand with { Size = 3, StopPrice = stays ? byHand.StopPrice : own.StopPrice }), action);
    }

    [Theory]
    [InlineData("6660", OrderSide.Sell)]
    [InlineData("6640", OrderSide.Buy)]
    public void WhatOpensSaysWhereItsStopWillStand(string price, OrderSide side)
    {
        Warm();
        decimal close = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture);
        decimal stop = Placed(Assert.Single(Bar(close))).PlannedStop!.Value;

        Assert.True(side == OrderSide.Sell ? stop > close : stop < close);
        Assert.True(Es.Product.IsOnTick(stop));
    }

    [Fact]
    public void WhileNothingMayBeOpenedTheAdditionIsWithdrawnAndComesBackLater()
    {
        KeyValuePair<string, OrderRequest>[] working = [.. Enter().Select((action, i) => KeyValuePair.Create($"{i}", Placed(action)))];

        Assert.Equal([new StrategyAction.Cancel("1")], Bar(6662, position: -1, working: working, mayOpen: false));
        Assert.Equal(working[1].Value, Placed(Assert.Single(Bar(6665, position: -1, working: [working[0]]))));
    }

    [Fact]
    public void AtTheAverageItTakesItsProfitAndWithdrawsTheRest()
    {
        KeyValuePair<string, OrderRequest>[] working = [.. Enter().Select((action, i) => KeyValuePair.Create($"{i}", Placed(action)))];
        IReadOnlyList<StrategyAction> actions = Bar(6640, position: -1, working: working);

        Assert.Equal([new StrategyAction.Cancel("0"), new StrategyAction.Cancel("1")], actions.Take(2));
        OrderRequest exit = Placed(actions[2]);
        Assert.Equal((OrderSide.Buy, OrderType.Market, 1, true), (exit.Side, exit.Type, exit.Size, exit.ReduceOnly));
    }

    [Fact]
    public void WhileAnAnswerIsOnItsWayItWaits()
    {
        Warm();
        OrderRequest entry = Placed(Assert.Single(Bar(6660)));

        Assert.Empty(Bar(6670, working: [new("1", entry)]));
    }

    // Held before this run: short at 6660, and four bars later the range is two points.
    [Fact]
    public void APositionThatItDidNotEnterGetsAStopAtADistanceAndNoAddition()
    {
        for (int i = 0; i < 3; i++)
            Assert.Empty(Bar(6665, position: -1));
        OrderRequest stop = Placed(Assert.Single(Bar(6666, position: -1)));

        Assert.Equal((OrderType.Stop, 1, true), (stop.Type, stop.Size, stop.ReduceOnly));
        Assert.True(stop.StopPrice > 6666, $"the stop at {stop.StopPrice} stands at what was paid");
    }

    [Fact]
    public void AStopThatWasFoundIsLeftAsItIs()
    {
        var found = new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Stop, 1, StopPrice: 6700, Purpose: "stop", Tag: "0badcafe-stop-3", ReduceOnly: true);
        for (int i = 0; i < 6; i++)
            Assert.Empty(Bar(6665 + i, position: -1, working: [new("77", found)]));
    }

    [Fact]
    public void OfTwoStopsThatWereFoundTheTighterOneIsKeptForAllThatIsHeld()
    {
        var loose = new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Stop, 1, StopPrice: 6700, Purpose: "stop", Tag: "0badcafe-stop-3", ReduceOnly: true);
        for (int i = 0; i < 3; i++)
            Bar(6665, position: -2);
        StrategyAction action = Assert.Single(Bar(6666, position: -2, working: [new("77", loose), new("78", loose with { StopPrice = 6690, Tag = "0badcafe-stop-4" })]));

        Assert.Equal(("78", 2), Assert.IsType<StrategyAction.Change>(action) is var change ? (change.OrderId, change.Order.Size) : default);
    }

    /// <summary>Four bars of two points around 6650.</summary>
    private void Warm()
    {
        for (int i = 0; i < 4; i++)
            Bar(6650);
    }

    /// <summary>Sells at 6660 and sees the position on the next bar.</summary>
    private IReadOnlyList<StrategyAction> Enter()
    {
        Warm();
        Bar(6660);
        return Bar(6660, position: -1);
    }

    private IReadOnlyList<StrategyAction> Bar(
        decimal close, int position = 0, KeyValuePair<string, OrderRequest>[]? working = null, bool mayOpen = true, decimal range = 2)
    {
        var bar = new BarClosed(Es.Id, close, close + range / 2, close - range / 2, close, 1, DateTimeOffset.UnixEpoch);
        Position? held = position == 0 ? null : new Position(Es.Id, position, 6660);
        return _strategy.OnBar(bar, new StrategyView(Es, held, working ?? [], IsClosing: false, mayOpen));
    }

    private static OrderRequest Placed(StrategyAction action) => Assert.IsType<StrategyAction.Place>(action).Order;
}
