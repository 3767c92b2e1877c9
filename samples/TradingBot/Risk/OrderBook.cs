using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>The orders of ours that work: accepted by the broker, neither filled nor withdrawn, as far as we have heard.</summary>
public sealed class OrderBook
{
    private readonly Dictionary<string, OrderRequest> _working = [];

    /// <summary>Working orders of every contract, by the broker's id.</summary>
    public IReadOnlyDictionary<string, OrderRequest> Working => _working;

    /// <summary>The broker accepted an order.</summary>
    public void Accepted(string orderId, OrderRequest order) => _working.Add(orderId, order);

    /// <summary>An order ended.</summary>
    public void Ended(string orderId) => _working.Remove(orderId);

    /// <summary>Working orders of a contract.</summary>
    public IEnumerable<KeyValuePair<string, OrderRequest>> WorkingIn(string contractId)
        => _working.Where(order => order.Value.ContractId == contractId);

    /// <summary>How many contracts reduce-only orders on their way to the market will take from a position.</summary>
    public int ReducingAtMarket(string contractId)
        => WorkingIn(contractId).Where(order => order.Value is { ReduceOnly: true, Type: OrderType.Market }).Sum(order => order.Value.Size);
}
