using ProjectX;
using TradingBot.Market;

namespace GatewaySimulator.Exchange;

/// <summary>An order that works, and what the market does not see of it.</summary>
internal sealed class WorkingOrder(Order order)
{
    /// <summary>The order as everybody may see it.</summary>
    public Order Order { get; set; } = order;

    /// <summary>How far a trailing stop stays behind.</summary>
    public decimal? TrailPrice { get; set; }

    /// <summary>Takes from a position whatever it finds, up to its size, and never opens one: an order of the gateway's own, that closes.</summary>
    public bool OnlyReduces { get; init; }

    /// <summary>Sent along once this one has traded.</summary>
    public Bracket? StopLoss { get; init; }

    /// <summary>Sent along once this one has traded.</summary>
    public Bracket? TakeProfit { get; init; }

    /// <summary>Whether it sends brackets along, or is one of two.</summary>
    public bool HasBrackets => StopLoss is not null || TakeProfit is not null || Sibling is not null;

    /// <summary>The other of two brackets: when one trades, the other is withdrawn.</summary>
    public long? Sibling { get; set; }

    /// <summary>The stop of a stop-limit order has been reached.</summary>
    public bool IsTriggered { get; set; }

    private bool Buys => Order.Side == OrderSide.Bid;

    /// <summary>The price at which it meets the quote; null if it does not. A trailing stop follows.</summary>
    public decimal? PriceAgainst(in Quote quote)
    {
        if ((Buys ? quote.Ask : quote.Bid) is not { } price)
            return null;

        if (Order.Type == OrderType.TrailingStop)
            Trail(price);
        if (Order.Type == OrderType.StopLimit && !IsTriggered)
            IsTriggered = Reaches(price, Order.StopPrice);
        return Order.Type switch
        {
            OrderType.Market => true,
            OrderType.Stop or OrderType.TrailingStop => Reaches(price, Order.StopPrice),
            OrderType.StopLimit => IsTriggered && Satisfies(price),
            _ => Satisfies(price),
        } ? price : null;
    }

    private bool Satisfies(decimal price) => Buys ? price <= Order.LimitPrice : price >= Order.LimitPrice;

    private bool Reaches(decimal price, decimal? stop) => Buys ? price >= stop : price <= stop;

    private void Trail(decimal price)
    {
        decimal stop = Buys ? price + TrailPrice!.Value : price - TrailPrice!.Value;
        if (Order.StopPrice is not { } now || (Buys ? stop < now : stop > now))
            Order = Order with { StopPrice = stop };
    }
}
