using System.Globalization;
using TradingBot.Domain;
using TradingBot.Strategy;
using Wire = ProjectX;

namespace TradingBot.Gateway;

/// <summary>The bot's orders in the gateway's terms, and back.</summary>
internal static class GatewayOrderTerms
{
    /// <summary>What the gateway says of an order that it does not have: it never did, or it has ended and was forgotten.</summary>
    public const string OrderNotFound = "OrderNotFound";

    /// <summary>Why the strategy sends the stop of a position.</summary>
    private const string StopPurpose = MeanReversionStrategy.StopPurpose;

    /// <summary>The order as it is sent.</summary>
    public static Wire.PlaceOrderRequest Of(OrderRequest order, int accountId, string? customTag) => new(
        accountId,
        order.ContractId,
        order.Type switch
        {
            OrderType.Limit => Wire.OrderType.Limit,
            OrderType.Stop => Wire.OrderType.Stop,
            _ => Wire.OrderType.Market,
        },
        order.Side == OrderSide.Buy ? Wire.OrderSide.Bid : Wire.OrderSide.Ask,
        order.Size,
        order.LimitPrice,
        order.StopPrice,
        CustomTag: customTag);

    /// <summary>An order that the gateway has, as the bot would have asked for it.</summary>
    public static OrderRequest RequestOf(Wire.Order order) => new(
        order.ContractId,
        SideOf(order.Side),
        order.Type switch
        {
            Wire.OrderType.Market => OrderType.Market,
            Wire.OrderType.Stop or Wire.OrderType.StopLimit or Wire.OrderType.TrailingStop => OrderType.Stop,
            _ => OrderType.Limit,
        },
        order.Size,
        order.LimitPrice,
        order.StopPrice,
        Purpose: GatewayTags.PurposeOf(order.CustomTag) ?? OrderRequest.ForeignPurpose,
        Tag: order.CustomTag,
        ReduceOnly: GatewayTags.PurposeOf(order.CustomTag) == StopPurpose);

    /// <summary>Whether an order may be the gateway's own, made to close a contract: none of ours is without a tag.</summary>
    public static bool IsClose(Wire.Order order) => order is { Type: Wire.OrderType.Market, CustomTag: null };

    /// <summary>
    /// An order that works and that we have not sent in this run: what is left of it. A stop of ours, and whatever waits on the other side of what is held,
    /// protects the position: it may only reduce, or it would open another once the position is closed.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="held">What is held of its contract, signed.</param>
    /// <param name="waiting">How many contracts of it have traded and wait to be booked.</param>
    public static OrderRequest Adopted(Wire.Order order, int held, int waiting)
    {
        OrderRequest request = Left(RequestOf(order), order, waiting);
        bool isOpposite = request.IsOpposite(held);
        return request with
        {
            Purpose = isOpposite && request.Type == OrderType.Stop ? StopPurpose : request.Purpose,
            ReduceOnly = isOpposite || request.ReduceOnly,
        };
    }

    /// <summary>What is left, for the books, of an order that works and may have traded in part.</summary>
    /// <param name="request">The order, as the bot knows it.</param>
    /// <param name="order">As the gateway does.</param>
    /// <param name="waiting">How many contracts of it have traded and wait to be booked: for the books they are left.</param>
    public static OrderRequest Left(OrderRequest request, Wire.Order order, int waiting)
    {
        int filled = order.FillVolume - waiting;
        return request with { Size = order.Size - filled, Filled = filled };
    }

    public static Position PositionOf(Wire.Position position) => new(position.ContractId, position.SignedSize(), position.AveragePrice);

    public static OrderSide SideOf(Wire.OrderSide side) => side == Wire.OrderSide.Bid ? OrderSide.Buy : OrderSide.Sell;

    public static string IdOf(long orderId) => orderId.ToString(CultureInfo.InvariantCulture);

    public static long NumberOf(string orderId) => long.Parse(orderId, NumberStyles.None, CultureInfo.InvariantCulture);
}
