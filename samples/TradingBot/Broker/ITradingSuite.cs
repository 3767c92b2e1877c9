using System.Collections.Immutable;
using RiskTraceGen;
using TradingBot.Domain;

namespace TradingBot.Broker;

/// <summary>The broker, as the bot sees it. An answer says whether the broker accepted; what became of an order arrives later, see <see cref="IOrderUpdates"/>.</summary>
public interface ITradingSuite
{
    /// <summary>Closes whatever is held of a contract by the time the request arrives.</summary>
    [BrokerCall("close_position_direct")]
    ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default);

    /// <summary>Sends an order.</summary>
    [BrokerCall("place_order")]
    ValueTask<OrderResult> PlaceOrderAsync(OrderRequest order, CancellationToken cancellationToken = default);

    /// <summary>Withdraws an order that has not traded yet.</summary>
    [BrokerCall("cancel_order")]
    ValueTask<OrderResult> CancelOrderAsync(string orderId, CancellationToken cancellationToken = default);

    /// <summary>What the broker says we hold.</summary>
    [BrokerCall("get_positions")]
    ValueTask<ImmutableArray<Position>> GetPositionsAsync(CancellationToken cancellationToken = default);
}
