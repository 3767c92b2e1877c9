using System.Collections.Immutable;
using System.Globalization;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Tests.Rules;

/// <summary>A broker that writes down what it is asked, and answers as it is told.</summary>
internal sealed class RecordingBroker : ITradingSuite
{
    private int _lastOrderId;

    public List<string> Closed { get; } = [];

    public List<OrderRequest> Placed { get; } = [];

    public List<string> Cancelled { get; } = [];

    public Dictionary<string, Position> Positions { get; } = [];

    /// <summary>What every close and order is answered with; null accepts.</summary>
    public string? Refusal { get; set; }

    public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default)
    {
        Closed.Add(contractId);
        return ValueTask.FromResult(Answer());
    }

    public ValueTask<OrderResult> PlaceOrderAsync(OrderRequest order, CancellationToken cancellationToken = default)
    {
        Placed.Add(order);
        return ValueTask.FromResult(Answer());
    }

    public ValueTask<OrderResult> CancelOrderAsync(string orderId, CancellationToken cancellationToken = default)
    {
        Cancelled.Add(orderId);
        return ValueTask.FromResult(OrderResult.Accepted(orderId));
    }

    public ValueTask<ImmutableArray<Position>> GetPositionsAsync(CancellationToken cancellationToken = default)
        => ValueTask.FromResult<ImmutableArray<Position>>([.. Positions.Values.Where(position => position.Size != 0)]);

    private OrderResult Answer() => Refusal is null
        ? OrderResult.Accepted((++_lastOrderId).ToString(CultureInfo.InvariantCulture))
        : OrderResult.Rejected(Refusal);
}
