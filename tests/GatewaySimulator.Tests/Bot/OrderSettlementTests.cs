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

/// <summary>Orders that trade in part, which the simulator's do not.</summary>
public sealed class OrderSettlementTests : IAsyncDisposable
{
    private static readonly string Es = ScriptedMarket.Es.Id;

    private readonly RiskTracer _tracer = new(new RiskTracerOptions());
    private readonly OrderBook _orders = new();
    private readonly RiskFlow _flow;
    private readonly OrderSettlement _settlement;

    public OrderSettlementTests()
    {
        _flow = _tracer.StartFlow("TEST");
        var tags = new GatewayTags();
        var liquidator = new Liquidator(new TradingAccount("TEST", 50_000, new MarketView()), _orders, new OrderDesk(_orders, new GatewayClassifier(), new TradingBot.Broker.LimitAlert(time: null)), new Decisions("TEST", file: null, held: [], _tracer));
        _settlement = new OrderSettlement(_orders, liquidator, tags, new GatewayHints(tags), new FakeTimeProvider());
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

    public async ValueTask DisposeAsync()
    {
        _flow.Complete("DONE");
        await _tracer.DisposeAsync();
    }

    // The two that have traded since are in the book once they are booked, as in the books.
    [Fact]
    public void WhatWaitsToBeBookedIsLeft()
    {
        Settle(Stop(size: 5, filled: 1));
        Settle(Stop(size: 5, filled: 3), waiting: 2);
        Assert.Equal((4, 1), SizeInTheBook());

        _orders.Follow(new OrderUpdate("7", _orders.Working["7"], OrderStatus.Working, new Fill("7", ScriptedMarket.Es, OrderSide.Sell, 2, 6600, 0, ScriptedMarket.Morning)));
        Assert.Equal((2, 3), SizeInTheBook());
    }

    [Fact]
    public void WhatWaitsToBeBookedIsLeftOfWhatIsAdoptedToo()
    {
        Settle(Stop(size: 5, filled: 3), waiting: 2);
        Assert.Equal((4, 1), SizeInTheBook());
    }

    private void Settle(Order order, int waiting = 0) => _settlement.Settle([order], new HashSet<long>(), _ => 5, _ => waiting, _flow);

    private (int Size, int Filled) SizeInTheBook()
    {
        OrderRequest order = Assert.Single(_orders.Working).Value;
        return (order.Size, order.Filled);
    }

    private static Order Stop(int size, int filled) => new(
        7, 1, Es, "F.US.EP", ScriptedMarket.Morning, null, ProjectX.OrderStatus.Open, OrderType.Stop, ProjectX.OrderSide.Ask, size, null, 6600, filled, null, "0badcafe-stop-3");
}
