using Microsoft.Extensions.Time.Testing;
using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Market;
using TradingBot.Risk;
using Order = ProjectX.Order;
using OrderSide = TradingBot.Domain.OrderSide;
using OrderStatus = TradingBot.Domain.OrderStatus;
using OrderType = ProjectX.OrderType;

namespace GatewaySimulator.Tests.Bot;

/// <summary>What is left in the book of orders that trade in part.</summary>
public sealed class OrderSettlementTests : IAsyncDisposable
{
    private static readonly string Es = ScriptedMarket.Es.Id;

    private readonly RiskTracer _tracer = new(new RiskTracerOptions());
    private readonly OrderBook _orders = new();
    private readonly UnbookedUpdates _updates;
    private readonly RiskFlow _flow;
    private readonly OrderSettlement _settlement;

    public OrderSettlementTests()
    {
        _flow = _tracer.StartFlow("TEST");
        var tags = new GatewayTags();
        var account = new TradingAccount("TEST", 50_000, new MarketView());
        account.Apply(new Fill("", ScriptedMarket.Es, OrderSide.Buy, 5, 6650, 0, ScriptedMarket.Morning));
        _updates = new UnbookedUpdates(account);
        var desk = new OrderDesk(_orders, new GatewayClassifier(), new LimitAlert(time: null));
        var liquidator = new Liquidator(account, _orders, desk, new Withdrawals(_orders, desk, time: null, TimeSpan.Zero), new Decisions("TEST", file: null, held: [], _tracer));
        _settlement = new OrderSettlement(_orders, _updates, liquidator, tags, new GatewayHints(tags), new FakeTimeProvider());
    }

    [Fact]
    public void WhatIsAdoptedIsWhatIsLeftOfAnOrder()
    {
        Settle(Stop(size: 5, filled: 3));

        Assert.Equal((2, 3), SizeInTheBook());
    }

    [Fact]
    public void AnOrderOfOursThatTradesInPartIsAsLargeAsWhatIsLeft()
    {
        _orders.Accepted("7", new OrderRequest(Es, OrderSide.Sell, TradingBot.Domain.OrderType.Stop, 5, StopPrice: 6600, Purpose: "stop", ReduceOnly: true));
        Settle(Stop(size: 5, filled: 1));
        Assert.Equal((4, 1), SizeInTheBook());

        Settle(Stop(size: 5, filled: 3));
        Assert.Equal((2, 3), SizeInTheBook());
    }

    // The two that have traded since are in the book once they are booked, as in the books.
    [Fact]
    public void WhatWaitsToBeBookedIsLeft()
    {
        Settle(Stop(size: 5, filled: 1));
        Trade(2);
        Settle(Stop(size: 5, filled: 3));
        Assert.Equal((4, 1), SizeInTheBook());

        Assert.True(_updates.TryTake(out OrderUpdate? update));
        _orders.Follow(update);
        Assert.Equal((2, 3), SizeInTheBook());
    }

    [Fact]
    public void WhatWaitsToBeBookedIsLeftOfWhatIsAdoptedToo()
    {
        Trade(2);
        Settle(Stop(size: 5, filled: 3));

        Assert.Equal((4, 1), SizeInTheBook());
    }

    public async ValueTask DisposeAsync()
    {
        _flow.Complete("DONE");
        await _tracer.DisposeAsync();
    }

    private void Settle(Order order) => _settlement.Settle([order], new HashSet<long>(), _flow);

    /// <summary>The stop trades, which waits to be booked.</summary>
    private void Trade(int size)
        => _updates.Add(new OrderUpdate(
            "7", GatewayOrderTerms.RequestOf(Stop(5, 0)), OrderStatus.Working, new Fill("7", ScriptedMarket.Es, OrderSide.Sell, size, 6600, 0, ScriptedMarket.Morning)));

    private (int Size, int Filled) SizeInTheBook()
    {
        OrderRequest order = Assert.Single(_orders.Working).Value;
        return (order.Size, order.Filled);
    }

    private static Order Stop(int size, int filled) => new(
        7, 1, Es, "F.US.EP", ScriptedMarket.Morning, null, ProjectX.OrderStatus.Open, OrderType.Stop, ProjectX.OrderSide.Ask, size, null, 6600, filled, null, "0badcafe-stop-3");
}
