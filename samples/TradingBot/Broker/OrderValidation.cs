using TradingBot.Domain;

namespace TradingBot.Broker;

/// <summary>What a broker checks before it lets an order out.</summary>
internal static class OrderValidation
{
    /// <summary>Why the order cannot be accepted; null if it can.</summary>
    public static string? ReasonToReject(OrderRequest order, FuturesContract? contract)
    {
        if (contract is null)
            return $"unknown contract {order.ContractId}";
        if (order.Size <= 0)
            return $"size must be positive, but is {order.Size}";

        return order.Type switch
        {
            OrderType.Market => null,
            OrderType.Limit => ReasonToReject("limit price", order.LimitPrice, contract.Product),
            OrderType.Stop => ReasonToReject("stop price", order.StopPrice, contract.Product),
            _ => $"unknown order type {order.Type}",
        };
    }

    private static string? ReasonToReject(string name, decimal? price, FuturesProduct product) => price switch
    {
        null => $"{name} is missing",
        <= 0 => $"{name} must be positive, but is {price}",
        { } value when !product.IsOnTick(value) => $"{name} {value} is not a multiple of the tick size {product.TickSize}",
        _ => null,
    };
}
