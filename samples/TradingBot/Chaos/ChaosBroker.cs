using System.Collections.Immutable;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Chaos;

/// <summary>
/// A broker that is hard to reach: some calls never arrive, some are refused, and of some the answer is lost or comes too late. Each call meets one fault at
/// most. One seed gives one sequence of faults: to be called by one caller at a time, as the bot does.
/// </summary>
public sealed class ChaosBroker : ITradingSuite
{
    private readonly ITradingSuite _broker;
    private readonly LateAnswers _late = new();
    private readonly UnreliableLine<OrderResult> _orders;
    private readonly UnreliableLine<OrderResult?> _queries;
    private readonly UnreliableLine<ImmutableArray<Position>> _positions;

    /// <summary>Puts faults between the bot and <paramref name="broker"/>.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="seed">What the faults are drawn from.</param>
    public ChaosBroker(ITradingSuite broker, int seed)
    {
        _broker = broker;
        Seed = seed;
        Func<double> chance = new Random(seed).NextDouble;
        _orders = new UnreliableLine<OrderResult>(chance, Faults, _late, static () => OrderResult.Rejected("refused by chaos"));
        _queries = new UnreliableLine<OrderResult?>(chance, Faults, _late, static () => OrderResult.Rejected("refused by chaos"));
        _positions = new UnreliableLine<ImmutableArray<Position>>(chance, Faults, _late, refusal: null);
    }

    /// <summary>What the faults are drawn from.</summary>
    public int Seed { get; }

    /// <summary>What was done so far.</summary>
    public FaultCounts Faults { get; } = new();

    /// <inheritdoc/>
    public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default)
        => _orders.SendAsync(() => _broker.ClosePositionDirectAsync(contractId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<OrderResult> FlattenByMarketOrderAsync(string contractId, CancellationToken cancellationToken = default)
        => _orders.SendAsync(() => _broker.FlattenByMarketOrderAsync(contractId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<OrderResult?> FindCloseAsync(string contractId, CancellationToken cancellationToken = default)
        => _queries.SendAsync(() => _broker.FindCloseAsync(contractId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<OrderResult> PlaceOrderAsync(OrderRequest order, CancellationToken cancellationToken = default)
        => _orders.SendAsync(() => _broker.PlaceOrderAsync(order, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<OrderResult> ModifyOrderAsync(string orderId, OrderRequest order, CancellationToken cancellationToken = default)
        => _orders.SendAsync(() => _broker.ModifyOrderAsync(orderId, order, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<OrderResult?> FindOrderAsync(OrderRequest order, CancellationToken cancellationToken = default)
        => _queries.SendAsync(() => _broker.FindOrderAsync(order, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<OrderResult> CancelOrderAsync(string orderId, CancellationToken cancellationToken = default)
        => _orders.SendAsync(() => _broker.CancelOrderAsync(orderId, cancellationToken));

    /// <summary>Meets no fault: nothing follows on one here but the next attempt, which the account of faults does not see.</summary>
    public ValueTask<OrderResult> CancelOrderOnceAsync(string orderId, CancellationToken cancellationToken = default)
    {
        Faults.Calls++;
        return _broker.CancelOrderAsync(orderId, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Position>> GetPositionsAsync(CancellationToken cancellationToken = default)
        => _positions.SendAsync(() => _broker.GetPositionsAsync(cancellationToken));

    /// <summary>Lets the last late answers arrive, when the bot asks for nothing more. They have been taken when the task ends.</summary>
    public Task DeliverLateAnswersAsync() => Task.Run(_late.Deliver);
}
