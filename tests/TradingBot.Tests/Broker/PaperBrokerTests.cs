using System.Collections.Immutable;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Tests.Broker;

public sealed class PaperBrokerTests
{
    private static readonly FuturesContract Es = FuturesContract.Of(FuturesProduct.ES, new DeliveryMonth(2025, 12));
    private static readonly DateTimeOffset Start = new(2025, 9, 17, 15, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly MarketClock _clock = new();
    private readonly MarketView _market = new();
    private readonly PaperBroker _broker;
    private DateTimeOffset _now = Start;

    public PaperBrokerTests()
    {
        _broker = new PaperBroker(_market, _clock, seed: 7);
        Quote(6650.00m, 6650.25m);
    }

    [Theory]
    [InlineData(OrderSide.Buy, "6651.25")]
    [InlineData(OrderSide.Sell, "6651.00")]
    public async Task AMarketOrderTradesAtTheOtherSideOfTheMarketItMeets(OrderSide side, string price)
    {
        await PlaceAsync(new OrderRequest(Es.Id, side, OrderType.Market, 3));
        Quote(6651.00m, 6651.25m);

        Fill fill = Assert.Single(Fills());
        Assert.Equal((3, decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture)), (fill.Size, fill.Price));
        Assert.Equal(4.20m, fill.Fee);
    }

    [Fact]
    public async Task AnOrderTravelsBeforeItTrades()
    {
        await PlaceAsync(new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 1));
        Quote(6650.00m, 6650.25m, after: TimeSpan.FromMilliseconds(1));
        Assert.Empty(Fills());

        Quote(6650.00m, 6650.25m, after: TimeSpan.FromMilliseconds(50));
        Assert.Single(Fills());
    }

    [Fact]
    public async Task OrdersArriveInTheOrderInWhichTheyWereSent()
    {
        for (int i = 0; i < 50; i++)
            await PlaceAsync(new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 1, Tag: $"{i}"));

        var order = new List<string>();
        for (int ms = 0; ms < 50; ms++)
        {
            Quote(6650.00m, 6650.25m, after: TimeSpan.FromMilliseconds(1));
            while (_broker.TryTake(out OrderUpdate? update))
                order.Add(update.Order.Tag!);
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), order);
    }

    [Theory]
    [InlineData(OrderSide.Buy, "6649.00", "6648.75", "6649.25", false)]
    [InlineData(OrderSide.Buy, "6649.00", "6648.75", "6649.00", true)]
    [InlineData(OrderSide.Sell, "6651.00", "6650.75", "6651.00", false)]
    [InlineData(OrderSide.Sell, "6651.00", "6651.00", "6651.25", true)]
    public async Task ALimitOrderWaitsForItsPrice(OrderSide side, string limit, string bid, string ask, bool trades)
    {
        await PlaceAsync(new OrderRequest(Es.Id, side, OrderType.Limit, 1, LimitPrice: Price(limit)));
        Quote(Price(bid), Price(ask));

        Assert.Equal(trades, Fills().Count == 1);
    }

    [Theory]
    [InlineData(OrderSide.Sell, "6649.00", "6649.25", "6649.50", false)]
    [InlineData(OrderSide.Sell, "6649.00", "6648.50", "6648.75", true)]
    [InlineData(OrderSide.Buy, "6651.00", "6650.50", "6650.75", false)]
    [InlineData(OrderSide.Buy, "6651.00", "6650.75", "6651.00", true)]
    public async Task AStopOrderBecomesAMarketOrderAtItsPrice(OrderSide side, string stop, string bid, string ask, bool trades)
    {
        await PlaceAsync(new OrderRequest(Es.Id, side, OrderType.Stop, 1, StopPrice: Price(stop)));
        Quote(Price(bid), Price(ask));

        Assert.Equal(trades ? [side == OrderSide.Sell ? Price(bid) : Price(ask)] : [], Fills().Select(fill => fill.Price));
    }

    [Fact]
    public async Task WhileNobodyIsOnTheOtherSideNothingTrades()
    {
        await PlaceAsync(new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Market, 1));
        Quote(bid: null, ask: 6650.25m);
        Assert.Empty(Fills());

        Quote(6649.00m, 6650.25m);
        Assert.Equal(6649.00m, Assert.Single(Fills()).Price);
    }

    [Fact]
    public async Task AReduceOnlyOrderNeverTurnsAPosition()
    {
        await OpenAsync(OrderSide.Buy, 2);
        await PlaceAsync(new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Market, 5, ReduceOnly: true));
        await PlaceAsync(new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Market, 5, ReduceOnly: true));
        Quote(6650.00m, 6650.25m);

        OrderUpdate[] updates = [.. Updates()];
        Assert.Equal([OrderStatus.Filled, OrderStatus.Cancelled], updates.Select(update => update.Status));
        Assert.Equal(2, updates[0].Fill!.Size);
        Assert.Empty(await _broker.GetPositionsAsync(Token));
    }

    [Fact]
    public async Task ACloseTakesWhatIsHeldWhenItArrives()
    {
        await OpenAsync(OrderSide.Sell, 2);
        await PlaceAsync(new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Market, 3));
        Assert.True((await _broker.ClosePositionDirectAsync(Es.Id, Token)).Success);
        Quote(6650.00m, 6650.25m);

        Assert.Equal([3, 5], Fills().Select(fill => fill.Size));
        Assert.Empty(await _broker.GetPositionsAsync(Token));
    }

    [Fact]
    public async Task ACancelledOrderDoesNotTrade()
    {
        OrderResult order = await PlaceAsync(new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 1));
        Assert.True((await _broker.CancelOrderAsync(order.OrderId!, Token)).Success);
        Quote(6650.00m, 6650.25m);

        Assert.Equal(OrderStatus.Cancelled, Assert.Single(Updates()).Status);
    }

    [Fact]
    public async Task AnOrderIsCancelledOnceHoweverOftenItIsAsked()
    {
        OrderResult order = await PlaceAsync(new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 1));
        await _broker.CancelOrderAsync(order.OrderId!, Token);

        Assert.True((await _broker.CancelOrderAsync(order.OrderId!, Token)).Success);
        Assert.Single(Updates());
    }

    [Fact]
    public async Task AnOrderThatHasTradedCannotBeCancelled()
    {
        OrderResult order = await PlaceAsync(new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 1));
        Quote(6650.00m, 6650.25m);

        Assert.Equal($"order {order.OrderId} is not working", (await _broker.CancelOrderAsync(order.OrderId!, Token)).ErrorMessage);
    }

    [Fact]
    public async Task AnOrderIsFoundByItsTagWhateverBecameOfIt()
    {
        var first = new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 1, Tag: "entry-1");
        await PlaceAsync(first);
        OrderResult placed = await PlaceAsync(first with { Tag = "entry-2" });
        Assert.Equal(placed, await _broker.FindOrderAsync(first with { Tag = "entry-2" }, Token));

        Quote(6650.00m, 6650.25m);
        Assert.Equal(placed, await _broker.FindOrderAsync(first with { Tag = "entry-2" }, Token));
        Assert.Null(await _broker.FindOrderAsync(first with { Tag = "entry-3" }, Token));
    }

    [Fact]
    public async Task AnOrderThatWasRefusedIsNotFound()
    {
        var order = new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 0, Tag: "entry-1");
        await _broker.PlaceOrderAsync(order, Token);

        Assert.Null(await _broker.FindOrderAsync(order, Token));
    }

    [Fact]
    public async Task WithoutATagNobodyKnowsWhetherAnOrderExists()
        => Assert.Equal(
            "an order without a tag cannot be found",
            (await _broker.FindOrderAsync(new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 1), Token))!.ErrorMessage);

    [Fact]
    public async Task TheOtherWayToBeFlatTakesNoMoreThanIsHeld()
    {
        await OpenAsync(OrderSide.Sell, 2);
        Assert.True((await _broker.ClosePositionDirectAsync(Es.Id, Token)).Success);
        Assert.True((await _broker.FlattenByMarketOrderAsync(Es.Id, Token)).Success);
        Quote(6650.00m, 6650.25m);

        Assert.Equal([2], Fills().Select(fill => fill.Size));
        Assert.Empty(_broker.Positions);
    }

    [Fact]
    public async Task PositionsAreSigned()
    {
        await OpenAsync(OrderSide.Sell, 2);
        ImmutableArray<Position> positions = await _broker.GetPositionsAsync(Token);

        Assert.Equal([new Position(Es.Id, -2, 6650.00m)], positions);
    }

    public static TheoryData<OrderRequest, string> Unusable => new()
    {
        { new OrderRequest("CON.F.US.XX.Z25", OrderSide.Buy, OrderType.Market, 1), "unknown contract CON.F.US.XX.Z25" },
        { new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, 0), "size must be positive, but is 0" },
        { new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Market, -1), "size must be positive, but is -1" },
        { new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Limit, 1), "limit price is missing" },
        { new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Stop, 1, LimitPrice: 6650), "stop price is missing" },
        { new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 0), "limit price must be positive, but is 0" },
        { new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 6650.10m), "limit price 6650.10 is not a multiple of the tick size 0.25" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task AnUnusableOrderIsRefusedWithItsReason(OrderRequest order, string reason)
    {
        OrderResult result = await _broker.PlaceOrderAsync(order, Token);

        Assert.False(result.Success);
        Assert.Equal(reason, result.ErrorMessage);
    }

    [Fact]
    public async Task AnOrderThatIsChangedTradesAsItWasChanged()
    {
        var order = new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 6600, Tag: "add-1");
        OrderResult placed = await PlaceAsync(order);
        OrderResult changed = await _broker.ModifyOrderAsync(placed.OrderId!, order with { Size = 3, LimitPrice = 6649 }, Token);
        Quote(6648.75m, 6649.00m);

        Assert.Equal(placed, changed);
        OrderUpdate update = Assert.Single(Updates());
        Assert.Equal((placed.OrderId, 3, 6649.00m), (update.OrderId, update.Fill?.Size, update.Fill?.Price));
    }

    [Fact]
    public async Task AChangeThatCannotBeIsRefusedAndTheOrderStaysAsItWas()
    {
        var order = new OrderRequest(Es.Id, OrderSide.Buy, OrderType.Limit, 1, LimitPrice: 6649);
        string id = (await PlaceAsync(order)).OrderId!;

        Assert.Equal("size must be positive, but is 0", (await _broker.ModifyOrderAsync(id, order with { Size = 0 }, Token)).ErrorMessage);
        Assert.Equal("order 99 is not working", (await _broker.ModifyOrderAsync("99", order, Token)).ErrorMessage);
        Quote(6648.75m, 6649.00m);
        Assert.Single(Fills());
        Assert.Equal($"order {id} is not working", (await _broker.ModifyOrderAsync(id, order, Token)).ErrorMessage);
    }

    [Fact]
    public async Task ThereIsNothingToCloseWithoutAPosition()
        => Assert.Equal($"no position in {Es.Id}", (await _broker.ClosePositionDirectAsync(Es.Id, Token)).ErrorMessage);

    private static decimal Price(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<OrderResult> PlaceAsync(OrderRequest order)
    {
        OrderResult result = await _broker.PlaceOrderAsync(order, Token);
        Assert.True(result.Success, result.ErrorMessage);
        return result;
    }

    private async Task OpenAsync(OrderSide side, int size)
    {
        await PlaceAsync(new OrderRequest(Es.Id, side, OrderType.Market, size));
        Quote(6650.00m, 6650.25m);
        Assert.Single(Fills());
    }

    private void Quote(decimal? bid, decimal? ask, TimeSpan? after = null)
    {
        _now += after ?? TimeSpan.FromSeconds(1);
        _clock.AdvanceTo(_now);
        _market.Apply(new MarketUpdate(_now, Es, bid, ask, null, 0));
        _broker.Match(Es);
    }

    private List<OrderUpdate> Updates()
    {
        var updates = new List<OrderUpdate>();
        while (_broker.TryTake(out OrderUpdate? update))
            updates.Add(update);
        return updates;
    }

    private List<Fill> Fills() => [.. Updates().Where(update => update.Fill is not null).Select(update => update.Fill!)];
}
