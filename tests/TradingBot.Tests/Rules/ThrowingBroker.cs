using System.Collections.Immutable;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Tests.Rules;

/// <summary>A broker that cannot be reached.</summary>
internal sealed class ThrowingBroker : ITradingSuite
{
    public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default) => throw Unreachable();

    public ValueTask<OrderResult> PlaceOrderAsync(OrderRequest order, CancellationToken cancellationToken = default) => throw Unreachable();

    public ValueTask<OrderResult> CancelOrderAsync(string orderId, CancellationToken cancellationToken = default) => throw Unreachable();

    public ValueTask<ImmutableArray<Position>> GetPositionsAsync(CancellationToken cancellationToken = default) => throw Unreachable();

    private static HttpRequestException Unreachable() => new("no route to host");
}
