using System.Net;
using System.Net.Sockets;
using ProjectX;
using TradingBot.Domain;
using TradingBot.Risk;
using OrderSide = TradingBot.Domain.OrderSide;
using OrderStatus = TradingBot.Domain.OrderStatus;
using OrderType = TradingBot.Domain.OrderType;

namespace TradingBot.Tests.Rules;

public sealed class OrderDeskTests : IAsyncDisposable
{
    private static readonly OrderRequest Entry = new(RiskBench.Es.Id, OrderSide.Buy, OrderType.Market, 1, Purpose: "entry");
    private readonly RiskBench _bench = new();

    [Fact]
    public async Task EveryOrderHasATagOfItsOwn()
    {
        await PlaceAsync();
        await PlaceAsync();

        Assert.Equal(["entry-1", "entry-2"], _bench.Broker.Placed.Select(order => order.Tag));
    }

    [Fact]
    public async Task AnOrderWhoseAnswerWasLostIsFoundByItsTagAndNotSentAgain()
    {
        _bench.Broker.Throws[nameof(_bench.Broker.PlaceOrderAsync)] = new IOException("the connection broke");
        _bench.Broker.Found = OrderResult.Accepted("5");
        OrderResult result = await PlaceAsync();

        Assert.Equal(OrderResult.Accepted("5"), result);
        Assert.Equal(Assert.Single(_bench.Broker.Placed), Assert.Single(_bench.Broker.LookedFor));
        Assert.Equal(["5"], _bench.Orders.Working.Keys);
    }

    [Fact]
    public async Task AnOrderThatNobodyKnowsOfIsInDoubtUntilTheBrokerSays()
    {
        OrderRequest order = await DoubtAsync();
        _bench.Broker.Throws.Clear();
        _bench.Broker.Found = OrderResult.Rejected("later");
        await ResolveAsync();
        Assert.Equal([order], _bench.Orders.InDoubt);

        _bench.Broker.Found = OrderResult.Accepted("5");
        await ResolveAsync();
        Assert.Empty(_bench.Orders.InDoubt);
        Assert.Equal(KeyValuePair.Create("5", order), Assert.Single(_bench.Orders.Working));
    }

    [Fact]
    public async Task WhatReducesIsNotSentWhileTheBooksAreBehindAndTheTraceSaysSo()
    {
        _bench.Broker.HasNothing = true;
        Assert.Equal(OrderResult.BooksBehind, await _bench.Desk.ReduceAsync(Entry with { Side = OrderSide.Sell, ReduceOnly = true }, _bench.Suite, CancellationToken.None));
        Assert.Empty(_bench.Broker.Placed);
        Assert.True((await PlaceAsync()).IsUnderWay);

        _bench.Flow.Complete("DONE");
        await _bench.Tracer.FlushAsync();
        Assert.Contains("order entry-1: not sent: nothing was held, and the books have yet to learn why", _bench.Flows.TextOf("TEST"), StringComparison.Ordinal);
    }

    public static TheoryData<Exception, bool> Failures => new()
    {
        { new GatewayLimitException(GatewayCalls.PlaceOrder), false },
        { new GatewayRefusedException(GatewayCalls.PlaceOrder, 1, "no"), false },
        { new HttpRequestException("too many", null, HttpStatusCode.TooManyRequests), false },
        { new SocketException((int)SocketError.ConnectionRefused), false },
        { new GatewayPendingException(GatewayCalls.PlaceOrder, "pending"), true },
        { new GatewayTimeoutException(GatewayCalls.PlaceOrder, "no answer"), true },
        { new HttpRequestException("down", null, HttpStatusCode.ServiceUnavailable), true },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task OnlyAnOrderThatMayExistIsInDoubtAndAnotherOneIsRefused(Exception failure, bool isInDoubt)
    {
        _bench.Broker.Throws[nameof(_bench.Broker.PlaceOrderAsync)] = failure;
        _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = new NotSupportedException("no search today");
        OrderResult result = await PlaceAsync();

        Assert.Equal((false, failure.Message), (result.Success, result.ErrorMessage));
        Assert.Equal(isInDoubt, _bench.Orders.HasDoubtIn(RiskBench.Es.Id));
        Assert.Equal(!isInDoubt, _bench.Desk.TryTakeRejection(out Rejection rejection));
        if (!isInDoubt)
            Assert.Equal(("entry-1", failure.Message), (rejection.Order.Tag, rejection.Reason));
    }

    [Theory]
    [InlineData(OrderStatus.Filled)]
    [InlineData(OrderStatus.Cancelled)]
    public async Task AnOrderInDoubtThatEndsIsInDoubtNoMore(OrderStatus status)
    {
        OrderRequest order = await DoubtAsync();
        _bench.Orders.Follow(new OrderUpdate("5", order, status, Fill: null));

        Assert.Empty(_bench.Orders.InDoubt);
        Assert.False(_bench.Liquidator.HasExposure);
    }

    [Fact]
    public async Task WhatHasTradedOfAnOrderIsKnownWhenItIsChanged()
    {
        _bench.Orders.Accepted("7", Entry with { Filled = 3 });
        ClearedOrder changed = Clearance.Given(Entry with { Size = 2 }).Order!;
        await _bench.Desk.ChangeAsync("7", changed, _bench.Suite, CancellationToken.None);

        Assert.Equal((2, 3), (_bench.Broker.Modified[0].Value.Size, _bench.Broker.Modified[0].Value.Filled));
        Assert.Equal((2, 3), (_bench.Orders.Working["7"].Size, _bench.Orders.Working["7"].Filled));
    }

    [Fact]
    public async Task DoubtsOfOtherContractsAreLeftAlone()
    {
        await DoubtAsync();
        int asked = _bench.Broker.LookedFor.Count;
        await _bench.Desk.ResolveDoubtsAsync(RiskBench.Mnq.Id, _bench.Suite, CancellationToken.None);

        Assert.Equal(asked, _bench.Broker.LookedFor.Count);
        Assert.True(_bench.Orders.HasDoubtIn(RiskBench.Es.Id));
        Assert.False(_bench.Orders.HasDoubtIn(RiskBench.Mnq.Id));
    }

    [Fact]
    public async Task AnOrderThatCouldNotBeWithdrawnStaysInTheBook()
    {
        OrderResult placed = await PlaceAsync();
        _bench.Broker.Throws[nameof(_bench.Broker.CancelOrderAsync)] = new NotSupportedException("not today");
        OrderResult failed = await CancelAsync(placed);
        Assert.Equal((false, "not today"), (failed.Success, failed.ErrorMessage));
        Assert.Single(_bench.Orders.Working);

        _bench.Broker.Throws.Clear();
        await CancelAsync(placed);
        Assert.Empty(_bench.Orders.Working);
    }

    // To withdraw it again with each price would use up the calls by which its end is learnt.
    [Fact]
    public async Task AnOrderThatHasEndedByItselfIsNotWithdrawnTwice()
    {
        OrderResult placed = await PlaceAsync();
        _bench.Broker.CancelAnswer = OrderResult.Ended("it has filled");
        OrderResult gone = await CancelAsync(placed);

        Assert.Equal((true, true), (gone.Success, gone.IsGone));
        Assert.Empty(_bench.Orders.Working);
        Assert.False(_bench.Liquidator.HasExposure);
    }

    [Fact]
    public async Task AnOrderThatIsChangedIsChangedInTheBook()
    {
        string id = (await PlaceAsync()).OrderId!;
        OrderRequest changed = _bench.Orders.Working[id] with { Size = 4 };
        OrderResult result = await _bench.Desk.ChangeAsync(id, new ClearedOrder(changed), _bench.Suite, CancellationToken.None);

        Assert.Equal(OrderResult.Accepted(id), result);
        Assert.Equal(changed, _bench.Orders.Working[id]);
        Assert.Equal(KeyValuePair.Create(id, changed), Assert.Single(_bench.Broker.Modified));
    }

    [Fact]
    public async Task AnOrderThatHasEndedBeforeItWasChangedLeavesTheBookAndIsNoRefusal()
    {
        string id = (await PlaceAsync()).OrderId!;
        _bench.Broker.ModifyAnswer = OrderResult.Ended("it has filled");
        await _bench.Desk.ChangeAsync(id, new ClearedOrder(_bench.Orders.Working[id] with { Size = 4 }), _bench.Suite, CancellationToken.None);

        Assert.Empty(_bench.Orders.Working);
        Assert.False(_bench.Desk.TryTakeRejection(out _));
    }

    [Fact]
    public async Task AChangeThatFailsLeavesTheBookAsItWas()
    {
        string id = (await PlaceAsync()).OrderId!;
        OrderRequest before = _bench.Orders.Working[id];
        _bench.Broker.Throws[nameof(_bench.Broker.ModifyOrderAsync)] = new NotSupportedException("not today");
        OrderResult result = await _bench.Desk.ChangeAsync(id, new ClearedOrder(before with { Size = 4 }), _bench.Suite, CancellationToken.None);

        Assert.Equal((false, "not today"), (result.Success, result.ErrorMessage));
        Assert.Equal(before, _bench.Orders.Working[id]);
        Assert.False(_bench.Desk.TryTakeRejection(out _));
    }

    [Fact]
    public async Task WhatTheBrokerRefusesIsTakenOnce()
    {
        string id = (await PlaceAsync()).OrderId!;
        _bench.Broker.Refusal = "no margin";
        await PlaceAsync();
        await _bench.Desk.ChangeAsync(id, new ClearedOrder(Entry), _bench.Suite, CancellationToken.None);

        Assert.True(_bench.Desk.TryTakeRejection(out Rejection placed));
        Assert.Equal(("entry-2", "no margin"), (placed.Order.Tag, placed.Reason));
        Assert.True(_bench.Desk.TryTakeRejection(out Rejection changed));
        Assert.Equal((Entry, "no margin"), (changed.Order, changed.Reason));
        Assert.False(_bench.Desk.TryTakeRejection(out _));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private async Task<OrderRequest> DoubtAsync()
    {
        _bench.Broker.Throws[nameof(_bench.Broker.PlaceOrderAsync)] = new IOException("the connection broke");
        _bench.Broker.Throws[nameof(_bench.Broker.FindOrderAsync)] = new NotSupportedException("no search today");
        OrderResult result = await PlaceAsync();

        Assert.Equal((false, "the connection broke"), (result.Success, result.ErrorMessage));
        Assert.Empty(_bench.Orders.Working);
        OrderRequest sent = Assert.Single(_bench.Broker.Placed);
        Assert.Equal([sent], _bench.Orders.InDoubt);
        return sent;
    }

    private ValueTask<OrderResult> PlaceAsync() => _bench.Desk.PlaceAsync(new ClearedOrder(Entry), _bench.Suite, CancellationToken.None);

    private ValueTask<OrderResult> CancelAsync(OrderResult placed) => _bench.Desk.CancelAsync(placed.OrderId!, _bench.Suite, CancellationToken.None);

    private ValueTask ResolveAsync() => _bench.Desk.ResolveDoubtsAsync(null, _bench.Suite, CancellationToken.None);
}
