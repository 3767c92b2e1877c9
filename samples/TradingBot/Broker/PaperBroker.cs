using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TradingBot.Accounting;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Broker;

/// <summary>
/// A broker that trades on paper: an order travels for some milliseconds of market time, then trades against the first quote it meets.
/// Orders arrive in the order they were sent. One seed gives one set of travel times.
/// </summary>
public sealed class PaperBroker(MarketView market, MarketClock clock, int seed) : ITradingSuite, IOrderUpdates
{
    private readonly Random _random = new(seed);
    private readonly List<RestingOrder> _orders = [];
    private readonly Dictionary<string, PositionLedger> _ledgers = [];
    private readonly Queue<OrderUpdate> _updates = [];
    private readonly List<OrderRequest> _accepted = [];
    private readonly HashSet<string> _withdrawn = [];
    private DateTimeOffset _latestArrival;

    /// <summary>Every order that was ever accepted, in the order of their ids, which count from 1.</summary>
    public IReadOnlyList<OrderRequest> Accepted => _accepted;

    /// <summary>What is held.</summary>
    public ImmutableArray<Position> Positions => [.. _ledgers.Values.Where(ledger => ledger.Size != 0).Select(ledger => ledger.ToPosition())];

    /// <inheritdoc/>
    public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Flatten(contractId, OrderRequest.ClosePurpose, closesPosition: true));
    }

    /// <inheritdoc/>
    public ValueTask<OrderResult> FlattenByMarketOrderAsync(string contractId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Flatten(contractId, "flatten", closesPosition: false));
    }

    /// <inheritdoc/>
    public ValueTask<OrderResult?> FindCloseAsync(string contractId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RestingOrder? close = _orders.Find(order => order.Contract.Id == contractId && order.Request is { IsMarketExit: true, Tag: null });
        return ValueTask.FromResult(close is null ? null : OrderResult.Accepted(close.Id));
    }

    /// <inheritdoc/>
    public ValueTask<OrderResult> PlaceOrderAsync(OrderRequest order, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FuturesContract? contract = market.Contract(order.ContractId);
        return ValueTask.FromResult(OrderValidation.ReasonToReject(order, contract) is { } reason
            ? OrderResult.Rejected(reason)
            : Accept(contract!, order, closesPosition: false));
    }

    /// <inheritdoc/>
    public ValueTask<OrderResult> ModifyOrderAsync(string orderId, OrderRequest order, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int index = _orders.FindIndex(resting => resting.Id == orderId);
        if (index < 0)
            return ValueTask.FromResult(OrderResult.Rejected($"order {orderId} is not working"));
        if (OrderValidation.ReasonToReject(order, _orders[index].Contract) is { } reason)
            return ValueTask.FromResult(OrderResult.Rejected(reason));

        _orders[index] = _orders[index] with { Request = order };
        return ValueTask.FromResult(OrderResult.Accepted(orderId));
    }

    /// <inheritdoc/>
    public ValueTask<OrderResult?> FindOrderAsync(OrderRequest order, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (order.Tag is null)
            return ValueTask.FromResult<OrderResult?>(OrderResult.Rejected("an order without a tag cannot be found"));

        int index = _accepted.FindIndex(accepted => accepted.Tag == order.Tag);
        return ValueTask.FromResult(index < 0 ? null : OrderResult.Accepted(IdOf(index + 1)));
    }

    /// <inheritdoc/>
    public ValueTask<OrderResult> CancelOrderAsync(string orderId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_withdrawn.Contains(orderId))
            return ValueTask.FromResult(OrderResult.Accepted(orderId));

        int index = _orders.FindIndex(order => order.Id == orderId);
        if (index < 0)
            return ValueTask.FromResult(OrderResult.Ended($"order {orderId} is not working"));

        RestingOrder order = _orders[index];
        _orders.RemoveAt(index);
        _withdrawn.Add(orderId);
        _updates.Enqueue(new OrderUpdate(order.Id, order.Request, OrderStatus.Cancelled, Fill: null));
        return ValueTask.FromResult(OrderResult.Accepted(orderId));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Position>> GetPositionsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Positions);
    }

    /// <inheritdoc/>
    public long Looks { get; private set; }

    /// <summary>Paper is looked at each time.</summary>
    public void LookAgain()
    {
    }

    /// <inheritdoc/>
    public ValueTask CatchUpAsync(FuturesContract? contract, CancellationToken cancellationToken)
    {
        Looks++;
        if (contract is not null)
            Match(contract);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// In a silent market what is to be closed at once is closed at the last price that is known. Nothing else trades at a price that nobody makes any more.
    /// </summary>
    public ValueTask PassSilenceAsync(CancellationToken cancellationToken)
    {
        _orders.RemoveAll(order => order is { Request: { ReduceOnly: true, Type: OrderType.Market } }
            && order.Arrival <= clock.Now && TryTrade(order, market.Of(order.Contract.Id) with { Time = clock.Now }));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public bool TryTake([NotNullWhen(true)] out OrderUpdate? update) => _updates.TryDequeue(out update);

    /// <summary>Trades every order that has arrived and that the new quote of <paramref name="contract"/> satisfies.</summary>
    public void Match(FuturesContract contract)
    {
        Quote quote = market.Of(contract.Id);
        for (int i = 0; i < _orders.Count;)
        {
            RestingOrder order = _orders[i];
            if (order.Contract.Id == contract.Id && order.Arrival <= quote.Time && TryTrade(order, quote))
                _orders.RemoveAt(i);
            else
                i++;
        }
    }

    private static string IdOf(int number) => number.ToString(CultureInfo.InvariantCulture);

    private OrderResult Flatten(string contractId, string purpose, bool closesPosition)
    {
        if (market.Contract(contractId) is not { } contract)
            return OrderResult.Rejected($"unknown contract {contractId}");
        if (!_ledgers.TryGetValue(contractId, out PositionLedger? ledger) || ledger.Size == 0)
            return OrderResult.Rejected($"no position in {contractId}");

        OrderSide side = ledger.Size > 0 ? OrderSide.Sell : OrderSide.Buy;
        var order = new OrderRequest(contractId, side, OrderType.Market, Math.Abs(ledger.Size), Purpose: purpose, ReduceOnly: true);
        return Accept(contract, order, closesPosition);
    }

    private OrderResult Accept(FuturesContract contract, OrderRequest order, bool closesPosition)
    {
        // One connection: what was sent later arrives later.
        DateTimeOffset arrival = clock.Now.AddMilliseconds(_random.Next(4, 40));
        if (arrival < _latestArrival)
            arrival = _latestArrival;
        _latestArrival = arrival;

        _accepted.Add(order);
        string id = IdOf(_accepted.Count);
        _orders.Add(new RestingOrder(id, contract, order, arrival, closesPosition));
        return OrderResult.Accepted(id);
    }

    private bool TryTrade(RestingOrder order, in Quote quote)
    {
        if (!_ledgers.TryGetValue(order.Contract.Id, out PositionLedger? ledger))
            _ledgers.Add(order.Contract.Id, ledger = new PositionLedger(order.Contract));

        (OrderSide side, int size) = order.Against(ledger.Size);
        if (order.PriceAgainst(quote, side) is not { } price)
            return false;

        Fill? fill = null;
        if (size > 0)
        {
            fill = new Fill(order.Id, order.Contract, side, size, price, order.Contract.Product.FeePerSide * size, quote.Time);
            ledger.Apply(fill);
        }

        _updates.Enqueue(new OrderUpdate(order.Id, order.Request, fill is null ? OrderStatus.Cancelled : OrderStatus.Filled, fill));
        return true;
    }
}
