using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Broker;

/// <summary>An order that the paper broker accepted and that has not traded yet.</summary>
/// <param name="Id">The broker's id.</param>
/// <param name="Contract">What it trades.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Arrival">When it reaches the market.</param>
/// <param name="ClosesPosition">Closes whatever is held on arrival, whichever side that takes.</param>
internal sealed record RestingOrder(string Id, FuturesContract Contract, OrderRequest Request, DateTimeOffset Arrival, bool ClosesPosition)
{
    /// <summary>The price at which the order, trading this side, meets the quote; null if it does not.</summary>
    public decimal? PriceAgainst(in Quote quote, OrderSide side)
    {
        bool buys = side == OrderSide.Buy;
        if ((buys ? quote.Ask : quote.Bid) is not { } price)
            return null;

        return Request.Type switch
        {
            OrderType.Market => true,
            OrderType.Limit => buys ? price <= Request.LimitPrice : price >= Request.LimitPrice,
            OrderType.Stop => buys ? price >= Request.StopPrice : price <= Request.StopPrice,
            _ => false,
        } ? price : null;
    }

    /// <summary>Side and size against the position found on arrival; size 0 if there is nothing to reduce.</summary>
    public (OrderSide Side, int Size) Against(int position)
    {
        if (ClosesPosition)
            return (position > 0 ? OrderSide.Sell : OrderSide.Buy, Math.Abs(position));
        if (!Request.ReduceOnly)
            return (Request.Side, Request.Size);

        int reducible = Request.Side == OrderSide.Sell ? Math.Max(position, 0) : Math.Max(-position, 0);
        return (Request.Side, Math.Min(Request.Size, reducible));
    }
}
