using System.Collections.Immutable;
using RiskTraceGen;
using TradingBot.Domain;

namespace TradingBot.Broker;

/// <summary>
/// The broker, as the bot sees it. An answer says whether the broker accepted; what became of an order arrives later, see <see cref="IOrderUpdates"/>.
/// What is done about a call that fails stands on each method: docs/broker-calls.md says what it means.
/// </summary>
public interface ITradingSuite
{
    // A broker in the same process has answered by then, or never will; one across the internet is given seconds.
    private const int AnswerTime = 2_000;
    private const int Backoff = 5;

    /// <summary>
    /// Closes whatever is held of a contract by the time the request arrives. Where nobody knows what became of one, the broker is asked whether
    /// it is there before another is sent, or the order that takes over. Where the broker does not say, that is sent all the same: better a
    /// close too many, which finds nothing left or is closed again, than a position that stays open.
    /// </summary>
    [BrokerCall(
        "close_position_direct", Retries = 3, BackoffMilliseconds = Backoff, TimeoutMilliseconds = AnswerTime, Idempotent = true,
        Fallback = nameof(FlattenByMarketOrderAsync), FallbackOnAmbiguous = true, Reconcile = nameof(FindCloseAsync))]
    ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default);

    /// <summary>The other way to be flat: a market order of the position's size that may only reduce it, however often it is sent.</summary>
    [BrokerCall(
        "flatten_by_market_order",
        Retries = 3,
        BackoffMilliseconds = Backoff,
        TimeoutMilliseconds = AnswerTime,
        Idempotent = true,
        Reconcile = nameof(FindCloseAsync))]
    ValueTask<OrderResult> FlattenByMarketOrderAsync(string contractId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Looks for a close of which no answer came: a success if one is at the market, or nothing is held any more;
    /// null if neither is so. Asked once, as a position is open meanwhile.
    /// </summary>
    [BrokerCall("find_close", TimeoutMilliseconds = AnswerTime, Idempotent = true)]
    ValueTask<OrderResult?> FindCloseAsync(string contractId, CancellationToken cancellationToken = default);

    /// <summary>Sends an order. Sent twice it would trade twice: when nobody knows whether it arrived, the broker is asked for its tag first.</summary>
    [BrokerCall("place_order", Retries = 3, BackoffMilliseconds = Backoff, TimeoutMilliseconds = AnswerTime, Reconcile = nameof(FindOrderAsync))]
    ValueTask<OrderResult> PlaceOrderAsync(OrderRequest order, CancellationToken cancellationToken = default);

    /// <summary>Sends an order in one attempt and without an alert: for an entry in a market that is known to be closed, in case it has opened.</summary>
    [BrokerCall("place_order_once")]
    ValueTask<OrderResult> PlaceOrderOnceAsync(OrderRequest order, CancellationToken cancellationToken = default) => PlaceOrderAsync(order, cancellationToken);

    /// <summary>
    /// Changes size and prices of a working order. Made twice it is changed to the same; one that has ended meanwhile, as by trading, is no failure.
    /// </summary>
    [BrokerCall("modify_order", Retries = 3, BackoffMilliseconds = Backoff, TimeoutMilliseconds = AnswerTime, Idempotent = true)]
    ValueTask<OrderResult> ModifyOrderAsync(string orderId, OrderRequest order, CancellationToken cancellationToken = default);

    /// <summary>Looks for an order that may have been sent, by its tag; null if the broker never got it.</summary>
    [BrokerCall("find_order", Retries = 3, BackoffMilliseconds = Backoff, TimeoutMilliseconds = AnswerTime, Idempotent = true)]
    ValueTask<OrderResult?> FindOrderAsync(OrderRequest order, CancellationToken cancellationToken = default);

    /// <summary>Withdraws an order. One that was withdrawn before stays withdrawn; one that has ended meanwhile, as by trading, is no failure.</summary>
    [BrokerCall("cancel_order", Retries = 3, BackoffMilliseconds = Backoff, TimeoutMilliseconds = AnswerTime, Idempotent = true)]
    ValueTask<OrderResult> CancelOrderAsync(string orderId, CancellationToken cancellationToken = default);

    /// <summary>Withdraws an order in one attempt and without an alert: for whoever could not before, and tries again until it is gone.</summary>
    [BrokerCall("cancel_order_once")]
    ValueTask<OrderResult> CancelOrderOnceAsync(string orderId, CancellationToken cancellationToken = default) => CancelOrderAsync(orderId, cancellationToken);

    /// <summary>
    /// Whether the broker's limit of calls leaves room to send or change an order and to learn what becomes of it.
    /// One that only reduces has calls of its own: it is sent, and waits for its turn.
    /// </summary>
    bool HasRoomToSend(OrderRequest order) => true;

    /// <summary>Whether the broker's limit of calls leaves room to look for an order.</summary>
    bool HasRoomToFind(OrderRequest order) => true;

    /// <summary>
    /// Whether the broker's limit of calls leaves room to withdraw an order: not after the broker has said that it takes no calls, until it does.
    /// </summary>
    bool HasRoomToWithdraw => true;

    /// <summary>Whether the broker's limit of calls leaves room to compare what is held.</summary>
    bool HasRoomToCompare => true;

    /// <summary>Whether an order is an entry in a market that the broker has said to be closed: somebody was told then.</summary>
    bool IsKnownToBeClosed(OrderRequest order) => false;

    /// <summary>
    /// Whether nothing was held of a contract when it was to be closed or reduced a moment ago, and the books have
    /// yet to learn why: then nothing more of the kind is sent.
    /// </summary>
    bool IsNotHeld(string contractId) => false;

    /// <summary>What the broker says we hold, for whoever closes it.</summary>
    [BrokerCall("get_positions", Retries = 3, BackoffMilliseconds = Backoff, TimeoutMilliseconds = AnswerTime, Idempotent = true)]
    ValueTask<ImmutableArray<Position>> GetPositionsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What the broker says we hold, for whoever compares from time to time: that waits for orders, and for what <see cref="GetPositionsAsync"/> is asked for.
    /// </summary>
    [BrokerCall("compare_positions", Retries = 3, BackoffMilliseconds = Backoff, TimeoutMilliseconds = AnswerTime, Idempotent = true)]
    ValueTask<ImmutableArray<Position>> ComparePositionsAsync(CancellationToken cancellationToken = default) => GetPositionsAsync(cancellationToken);

    /// <summary>
    /// What the broker says we hold, asked in one attempt and without an alert: for whoever could not be told
    /// before, and asks from time to time whether the broker is back.
    /// </summary>
    [BrokerCall("compare_positions_once")]
    ValueTask<ImmutableArray<Position>> ComparePositionsOnceAsync(CancellationToken cancellationToken = default) => ComparePositionsAsync(cancellationToken);
}
