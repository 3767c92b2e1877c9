using System.Globalization;
using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>
/// Sends orders and withdraws them, and keeps the book right whatever the broker answers. What a call throws after all its policies is an answer too: who
/// closes positions goes on with the next one.
/// </summary>
/// <param name="orders">The book.</param>
/// <param name="classifier">Says what an exception means: the same one that decides what the calls themselves do about it.</param>
/// <param name="limit">
/// Is told what is not sent because the broker's limit of calls is used up. It is given up at once: by the time of its turn it would be stale.
/// </param>
public sealed class OrderDesk(OrderBook orders, CallClassifier classifier, LimitAlert limit)
{
    private readonly Queue<Rejection> _rejections = [];
    private int _lastNumber;

    /// <summary>Gives an order a tag of its own, unless it has one: before it is judged, so that one that comes twice is noticed.</summary>
    public OrderRequest Tag(OrderRequest order)
        => order.Tag is null ? order with { Tag = string.Create(CultureInfo.InvariantCulture, $"{order.Purpose}-{++_lastNumber}") } : order;

    /// <summary>Sends an order that the pre-trade gate has cleared. That a market is closed is told once.</summary>
    public ValueTask<OrderResult> PlaceAsync(ClearedOrder order, TracedTradingSuite suite, CancellationToken cancellationToken)
        => suite.IsKnownToBeClosed(order.Request)
            ? SendAsync(order.Request, suite, tagged => suite.PlaceOrderOnceAsync(tagged, cancellationToken))
            : SendAsync(order.Request, suite, tagged => suite.PlaceOrderAsync(tagged, cancellationToken));

    /// <summary>Sends an order that can only shrink a position: what rules decide to give back.</summary>
    /// <exception cref="ArgumentException">The order could open or turn a position, and would have to be cleared.</exception>
    public ValueTask<OrderResult> ReduceAsync(OrderRequest order, TracedTradingSuite suite, CancellationToken cancellationToken)
        => order.ReduceOnly
            ? SendAsync(order, suite, tagged => suite.PlaceOrderAsync(tagged, cancellationToken))
            : throw new ArgumentException("Only a reduce-only order leaves without being cleared.", nameof(order));

    /// <summary>Changes a working order into one that was cleared. It keeps its tag.</summary>
    public async ValueTask<OrderResult> ChangeAsync(string orderId, ClearedOrder order, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        OrderRequest request = orders.Working.TryGetValue(orderId, out OrderRequest? working) ? order.Request with { Filled = working.Filled } : order.Request;
        if (!suite.HasRoomToSend(request))
            return GiveUp($"the change of order {orderId}", suite.Flow);
        try
        {
            OrderResult result = await suite.ModifyOrderAsync(orderId, request, cancellationToken);
            if (result.IsGone)
                orders.Withdrawn(orderId);
            else if (result.Success)
                orders.Changed(orderId, request);
            else
                _rejections.Enqueue(new Rejection(request, result.ErrorMessage ?? ""));
            return result;
        }
        catch (Exception exception)
        {
            return OrderResult.Unanswered(exception.Message);
        }
    }

    /// <summary>Takes the oldest refusal of an order that nobody has taken yet.</summary>
    public bool TryTakeRejection(out Rejection rejection) => _rejections.TryDequeue(out rejection);

    /// <summary>
    /// Withdraws an order. It stays in the book until the broker says that it is gone: one that has ended by
    /// itself is, and what it has traded is booked when that is told.
    /// </summary>
    public ValueTask<OrderResult> CancelAsync(string orderId, TracedTradingSuite suite, CancellationToken cancellationToken)
        => CancelAsync(orderId, () => suite.CancelOrderAsync(orderId, cancellationToken));

    /// <summary>The same in one attempt and without an alert: for one that could not be withdrawn before.</summary>
    public ValueTask<OrderResult> CancelOnceAsync(string orderId, TracedTradingSuite suite, CancellationToken cancellationToken)
        => CancelAsync(orderId, () => suite.CancelOrderOnceAsync(orderId, cancellationToken));

    private async ValueTask<OrderResult> CancelAsync(string orderId, Func<ValueTask<OrderResult>> cancel)
    {
        try
        {
            OrderResult result = await cancel();
            if (result.Success)
                orders.Withdrawn(orderId);
            return result;
        }
        catch (Exception exception)
        {
            return OrderResult.Unanswered(exception.Message);
        }
    }

    /// <summary>
    /// Asks the broker about the orders that are in doubt: all, or those of one contract. Those it has are in the
    /// book afterwards, those it refused are refused; where it cannot say, the doubt stays.
    /// </summary>
    public async ValueTask ResolveDoubtsAsync(string? contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        foreach (OrderRequest order in orders.InDoubt.Where(order => contractId is null || order.ContractId == contractId).ToArray())
        {
            if (!suite.HasRoomToFind(order))
            {
                GiveUp($"the look for order {order.Tag}", suite.Flow);
                continue;
            }

            try
            {
                OrderResult? found = await suite.FindOrderAsync(order, cancellationToken);
                if (found is null or { IsGone: true })
                    orders.Settled(order);
                if (found is { Success: true, OrderId: { } id })
                    orders.Accepted(id, order);
                else if (found is { IsGone: true })
                    _rejections.Enqueue(new Rejection(order, found.ErrorMessage ?? ""));
            }
            catch (Exception)
            {
                // The trace has it, and critical_failure was raised.
            }
        }
    }

    /// <summary>
    /// Each order has a tag of its own. If no answer comes that can be relied on, the order is in doubt; one that definitely never came about is refused.
    /// </summary>
    private async ValueTask<OrderResult> SendAsync(OrderRequest order, TracedTradingSuite suite, Func<OrderRequest, ValueTask<OrderResult>> send)
    {
        OrderRequest tagged = Tag(order);
        if (tagged.ReduceOnly && suite.IsNotHeld(tagged.ContractId))
            return LeaveAlone($"order {tagged.Tag}", suite.Flow);
        if (!suite.HasRoomToSend(tagged))
            return GiveUp($"order {tagged.Tag}", suite.Flow);
        try
        {
            OrderResult result = await send(tagged);
            if (result is { Success: true, OrderId: { } id })
                orders.Accepted(id, tagged);
            else if (!result.Success)
                _rejections.Enqueue(new Rejection(tagged, result.ErrorMessage ?? ""));
            return result;
        }
        catch (Exception exception) when (IsDefinite(exception) && suite.HasRoomToSend(tagged))
        {
            _rejections.Enqueue(new Rejection(tagged, exception.Message));
            return OrderResult.Rejected(exception.Message);
        }
        catch (Exception exception) when (IsDefinite(exception))
        {
            // There was room for the first attempt: the limit has met the last one.
            return GiveUp($"order {tagged.Tag}", suite.Flow);
        }
        catch (Exception exception)
        {
            orders.Doubted(tagged);
            return OrderResult.Unanswered(exception.Message);
        }
    }

    /// <summary>What would close or reduce is not sent where nothing was held a moment ago. The broker is not called, so only this step tells of it.</summary>
    internal static OrderResult LeaveAlone(string what, RiskFlow flow)
    {
        flow.Emit("not_sent", $"{what}: {OrderResult.BooksBehind.ErrorMessage}");
        return OrderResult.BooksBehind;
    }

    /// <summary>The broker has refused nothing, so this counts as no refusal of its own.</summary>
    private OrderResult GiveUp(string what, RiskFlow flow)
    {
        string reason = $"{what}: not sent, the broker's limit of calls is used up";
        flow.Emit("not_sent", reason);
        if (limit.IsNews())
            LimitAlert.Tell(flow);
        return OrderResult.Rejected(reason);
    }

    // An order is not sent again while an earlier attempt is in doubt, so what the last one threw speaks for all.
    private bool IsDefinite(Exception exception) => classifier.Classify("place_order", exception) != CallFailure.Ambiguous;
}

/// <summary>An order that the broker refused or never got, and why.</summary>
public readonly record struct Rejection(OrderRequest Order, string Reason);
