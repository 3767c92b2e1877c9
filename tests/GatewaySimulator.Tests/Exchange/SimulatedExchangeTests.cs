using GatewaySimulator.Exchange;
using GatewaySimulator.Hosting;
using ProjectX;
using TradingBot.Market;

namespace GatewaySimulator.Tests.Exchange;

public sealed class SimulatedExchangeTests
{
    private readonly RecordedEvents _events = new();
    private readonly SimulatedExchange _exchange;

    public SimulatedExchangeTests()
    {
        _exchange = new SimulatedExchange(new Account(1, "TEST", 50_000, true, true, true), new ContractList([ScriptedMarket.Es]), new TradingCalendar(), _events);
        Quote(6650);
    }

    [Fact]
    public void AMarketOrderTradesAtTheNextQuote()
    {
        Place(OrderType.Market, OrderSide.Bid, 2);
        Assert.Empty(_exchange.Trades);
        Quote(6651);

        HalfTrade trade = Assert.Single(_exchange.Trades);
        Assert.Equal((6651.25m, 2, null, 2.80m), (trade.Price, trade.Size, trade.ProfitAndLoss, trade.Fees));
        Assert.Equal(50_000 - 2.80m, _exchange.Account.Balance);
    }

    [Theory]
    [InlineData(OrderType.Limit, OrderSide.Bid, "6649.25", null, new[] { 6649.25, 6649.0 }, "6649.25")]
    [InlineData(OrderType.Limit, OrderSide.Ask, "6651", null, new[] { 6650.75, 6651.0 }, "6651")]
    [InlineData(OrderType.Stop, OrderSide.Ask, null, "6649", new[] { 6649.25, 6648.5 }, "6648.5")]
    [InlineData(OrderType.Stop, OrderSide.Bid, null, "6652", new[] { 6651.5, 6652.0 }, "6652.25")]
    [InlineData(OrderType.StopLimit, OrderSide.Ask, "6649", "6649.5", new[] { 6648.5, 6649.0 }, "6649")]
    public void AnOrderWaitsForItsPrice(OrderType type, OrderSide side, string? limit, string? stop, double[] bids, string price)
    {
        Place(type, side, 1, Decimal(limit), Decimal(stop));
        Quote((decimal)bids[0]);
        Assert.Empty(_exchange.Trades);
        Quote((decimal)bids[1]);

        Assert.Equal(Decimal(price), Assert.Single(_exchange.Trades).Price);
    }

    // A bot that has outlived a simulator asks the next one for an order that it had there.
    [Fact]
    public void TheNumbersOfAnEarlierExchangeAreNotThoseOfALaterOne()
    {
        long earlier = SimulatorOptions.NumberAt(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var exchange = new SimulatedExchange(
            new Account(1, "TEST", 50_000, true, true, true), new ContractList([ScriptedMarket.Es]), new TradingCalendar(), new RecordedEvents(), earlier + 1);
        exchange.OnPrice(ScriptedMarket.Quote(6650));
        long resting = exchange.Place(new PlaceOrderRequest(1, ScriptedMarket.Es.Id, OrderType.Limit, OrderSide.Bid, 1, LimitPrice: 6600)).OrderId!.Value;
        exchange.Place(new PlaceOrderRequest(1, ScriptedMarket.Es.Id, OrderType.Market, OrderSide.Bid, 1));
        exchange.OnPrice(ScriptedMarket.Quote(6650));

        Assert.Equal((earlier + 2, earlier + 2), (resting, Assert.Single(exchange.Trades).Id));
        Assert.True(exchange.Modify(new ModifyOrderRequest(1, resting, Size: 2)).Success);
        Assert.True(exchange.Cancel(new CancelOrderRequest(1, resting)).Success);
        Assert.Equal(OrderStatus.Cancelled, exchange.Orders[0].Status);
        foreach (long number in (long[])[1, earlier + 1])
            Assert.Equal(2, exchange.Cancel(new CancelOrderRequest(1, number)).ErrorCode);     // OrderNotFound
    }

    [Fact]
    public void ATrailingStopFollowsAndNeverRetreats()
    {
        _exchange.Place(new PlaceOrderRequest(1, ScriptedMarket.Es.Id, OrderType.TrailingStop, OrderSide.Ask, 1, TrailPrice: 2));
        foreach (decimal bid in (decimal[])[6650, 6655, 6653.25m])
            Quote(bid);
        Assert.Empty(_exchange.Trades);
        Quote(6653);

        Assert.Equal(6653, Assert.Single(_exchange.Trades).Price);
    }

    [Fact]
    public void OneBracketWithdrawsTheOther()
    {
        _exchange.Place(new PlaceOrderRequest(
            1, ScriptedMarket.Es.Id, OrderType.Market, OrderSide.Bid, 1, StopLossBracket: new Bracket(8, OrderType.Stop), TakeProfitBracket: new Bracket(4, OrderType.Limit)));
        Quote(6650);
        Assert.Equal([(OrderType.Stop, (decimal?)6648.25m), (OrderType.Limit, null)], Open().Select(order => (order.Type, order.StopPrice)));
        Quote(6651.25m);

        Assert.Empty(Open());
        Assert.Empty(_exchange.Positions);
        Assert.Equal([OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Filled], _exchange.Orders.Select(order => order.Status));
        Assert.Equal(50, _exchange.Trades[^1].ProfitAndLoss);
    }

    [Fact]
    public void APositionAveragesAndTurnsAsTwoHalfTrades()
    {
        Trade(OrderSide.Bid, 1, 6650);
        Trade(OrderSide.Bid, 1, 6651);
        Assert.Equal((2, 6650.75m), (_exchange.Positions[0].SignedSize(), _exchange.Positions[0].AveragePrice));
        Trade(OrderSide.Ask, 5, 6651.75m);

        Assert.Equal((-3, 6651.75m), (_exchange.Positions[0].SignedSize(), _exchange.Positions[0].AveragePrice));
        Assert.Equal([(2, 100m), (3, null)], _exchange.Trades.Skip(2).Select(trade => (trade.Size, trade.ProfitAndLoss)));
        Assert.Equal([0, 3], _events.Positions.TakeLast(2).Select(position => position.Size));
        Assert.NotEqual(_events.Positions[^2].Id, _events.Positions[^1].Id);
    }

    [Fact]
    public void ACloseSentTwiceClosesOnce()
    {
        Trade(OrderSide.Bid, 2, 6650);
        Assert.True(_exchange.CloseContract(new CloseContractRequest(1, ScriptedMarket.Es.Id)).Success);
        Assert.True(_exchange.CloseContract(new CloseContractRequest(1, ScriptedMarket.Es.Id)).Success);
        Quote(6650);

        Assert.Empty(_exchange.Positions);
        Assert.Equal(OrderStatus.Cancelled, _exchange.Orders[^1].Status);
    }

    [Fact]
    public void ATagIsTakenOnce()
    {
        var order = new PlaceOrderRequest(1, ScriptedMarket.Es.Id, OrderType.Market, OrderSide.Bid, 1, CustomTag: "entry-1");
        Assert.True(_exchange.Place(order).Success);

        Assert.False(_exchange.Place(order).Success);
        Assert.Equal(["entry-1"], _exchange.RepeatedTags);
        Assert.Single(_exchange.Orders);
    }

    [Fact]
    public void AnEmptyTagIsNone()
    {
        var order = new PlaceOrderRequest(1, ScriptedMarket.Es.Id, OrderType.Market, OrderSide.Bid, 1, CustomTag: "");

        Assert.True(_exchange.Place(order).Success && _exchange.Place(order).Success);
        Assert.Empty(_exchange.RepeatedTags);
    }

    [Fact]
    public void WhileTheMarketIsShutNothingIsTaken()
    {
        _exchange.OnPrice(ScriptedMarket.Quote(6650) with { Time = new DateTimeOffset(2025, 9, 17, 20, 30, 0, TimeSpan.Zero) });

        Assert.Equal(5, Place(OrderType.Market, OrderSide.Bid, 1).ErrorCode);
    }

    [Fact]
    public void OnceTheMarketHasEndedNothingIsTaken()
    {
        Trade(OrderSide.Bid, 2, 6650);
        _exchange.End();

        PlaceOrderResponse order = Place(OrderType.Market, OrderSide.Ask, 1);
        GatewayResponse close = _exchange.CloseContract(new CloseContractRequest(1, ScriptedMarket.Es.Id));
        Assert.Equal((5, "the market is closed"), (order.ErrorCode, order.ErrorMessage));
        Assert.Equal((false, "the market is closed"), (close.Success, close.ErrorMessage));
        Assert.Empty(Open());
    }

    [Fact]
    public void BarsArePutTogetherNewestFirst()
    {
        for (int second = 0; second < 150; second++)
            _exchange.OnPrice(ScriptedMarket.Quote(6650 + second, second));
        BarsResponse bars = _exchange.RetrieveBars(new RetrieveBarsRequest(
            ScriptedMarket.Es.Id, false, ScriptedMarket.Morning, ScriptedMarket.Morning.AddHours(1), BarUnit.Minute, 1, 10, IncludePartialBar: false));

        Assert.Equal([(6710m, 6769m), (6650m, 6709m)], bars.Bars.Select(bar => (bar.O, bar.C)));
    }

    [Fact]
    public void InAThinMarketWhatIsLeftOfAnOrderWaitsForTheNextQuote()
    {
        var exchange = new SimulatedExchange(
            new Account(1, "TEST", 50_000, true, true, true), new ContractList([ScriptedMarket.Es]), new TradingCalendar(), new RecordedEvents(), partialFills: new PartialFills(1));
        exchange.OnPrice(ScriptedMarket.Quote(6650));
        long id = exchange.Place(new PlaceOrderRequest(1, ScriptedMarket.Es.Id, OrderType.Market, OrderSide.Bid, 20)).OrderId!.Value;
        int quotes = 0;
        for (; exchange.Orders[0].IsWorking(); quotes++)
        {
            Assert.Equal(exchange.Trades.Sum(trade => trade.Size), exchange.Orders[0].FillVolume);
            Assert.False(exchange.Modify(new ModifyOrderRequest(1, id, Size: Math.Max(exchange.Orders[0].FillVolume, 0))).Success);
            exchange.OnPrice(ScriptedMarket.Quote(6650 + quotes));
        }

        Assert.True(quotes > 1, "it traded at once");
        Assert.Equal((quotes, 20, 20), (exchange.Trades.Count, exchange.Trades.Sum(trade => trade.Size), Assert.Single(exchange.Positions).Size));
        Order order = exchange.Orders[0];
        Assert.Equal((OrderStatus.Filled, 20, Assert.Single(exchange.Positions).AveragePrice), (order.Status, order.FillVolume, order.FilledPrice));
    }

    private static decimal? Decimal(string? text) => text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private void Quote(decimal bid) => _exchange.OnPrice(ScriptedMarket.Quote(bid));

    private IReadOnlyList<Order> Open() => _exchange.SearchOpenOrders(new AccountRequest(1)).Orders;

    private PlaceOrderResponse Place(OrderType type, OrderSide side, int size, decimal? limit = null, decimal? stop = null)
        => _exchange.Place(new PlaceOrderRequest(1, ScriptedMarket.Es.Id, type, side, size, limit, stop));

    private void Trade(OrderSide side, int size, decimal bid)
    {
        Place(OrderType.Market, side, size);
        Quote(bid);
    }

    private sealed class RecordedEvents : IEventOutlet
    {
        public List<Position> Positions { get; } = [];

        public void Tell(Account account)
        {
        }

        public void Tell(Order order, EventAction action)
        {
        }

        public void Tell(Position position, EventAction action) => Positions.Add(position);

        public void Tell(HalfTrade trade)
        {
        }
    }
}
