using TradingBot.Accounting;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Risk;

/// <summary>Between which signed sizes a position can come to be.</summary>
/// <param name="Product">Of the contract.</param>
/// <param name="Lowest">If every order that sells to open trades, and none that buys.</param>
/// <param name="Highest">If every order that buys to open trades, and none that sells.</param>
public readonly record struct SizeRange(FuturesProduct Product, int Lowest, int Highest);

/// <summary>What the account can come to hold: positions, the orders that are or may be at the broker, and one more.</summary>
public sealed class OrderProjection(TradingAccount account, OrderBook orders, MarketView market)
{
    /// <summary>A range for each contract concerned; null if one of them is unknown.</summary>
    /// <param name="next">An order that is about to be sent; null for what is there already.</param>
    /// <param name="replaces">The working order that it takes the place of; null if it is a new one.</param>
    public IReadOnlyList<SizeRange>? Project(OrderRequest? next = null, string? replaces = null)
    {
        OrderRequest[] opening = [.. orders.Working.Where(order => order.Key != replaces).Select(order => order.Value)
            .Concat(orders.InDoubt)
            .Concat(next is null ? [] : [next])
            .Where(order => !order.ReduceOnly)];
        var ranges = new List<SizeRange>();
        foreach (string contractId in account.OpenPositions.Select(ledger => ledger.Contract.Id).Union(opening.Select(order => order.ContractId)))
        {
            if (market.Contract(contractId) is not { } contract)
                return null;
            int size = account.SizeOf(contractId);
            ranges.Add(new SizeRange(contract.Product, size - Wanted(opening, contractId, OrderSide.Sell), size + Wanted(opening, contractId, OrderSide.Buy)));
        }

        return ranges;
    }

    private static int Wanted(OrderRequest[] opening, string contractId, OrderSide side)
        => opening.Where(order => order.ContractId == contractId && order.Side == side).Sum(order => order.Size);
}
