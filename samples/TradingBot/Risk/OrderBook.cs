using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>The orders of ours that work, and those that may: accepted by the broker, neither filled nor withdrawn, as far as we have heard.</summary>
public sealed class OrderBook
{
    private readonly Dictionary<string, OrderRequest> _working = [];
    private readonly Dictionary<string, OrderRequest> _inDoubt = [];

    /// <summary>Working orders of every contract, by the broker's id.</summary>
    public IReadOnlyDictionary<string, OrderRequest> Working => _working;

    /// <summary>Orders that were sent and of which nobody knows whether the broker has them.</summary>
    public IReadOnlyCollection<OrderRequest> InDoubt => _inDoubt.Values;

    /// <summary>The broker accepted an order.</summary>
    public void Accepted(string orderId, OrderRequest order)
    {
        _working.Add(orderId, order);
        Settled(order);
    }

    /// <summary>An order was sent, and the broker gave no answer that can be relied on.</summary>
    /// <param name="order">The order; it has a tag.</param>
    public void Doubted(OrderRequest order) => _inDoubt[order.Tag!] = order;

    /// <summary>The broker does not have an order that was in doubt.</summary>
    public void Settled(OrderRequest order)
    {
        if (order.Tag is { } tag)
            _inDoubt.Remove(tag);
    }

    /// <summary>A working order was changed.</summary>
    public void Changed(string orderId, OrderRequest order)
    {
        if (_working.ContainsKey(orderId))
            _working[orderId] = order;
    }

    /// <summary>Orders that are or may be at the broker.</summary>
    public IEnumerable<OrderRequest> All => _working.Values.Concat(_inDoubt.Values);

    /// <summary>An order was withdrawn.</summary>
    public void Withdrawn(string orderId) => _working.Remove(orderId);

    /// <summary>
    /// An order traded or ended, known to us or not. What has traded is not left of it, from the moment on in
    /// which it is booked: before, it would be missing in both.
    /// </summary>
    public void Follow(OrderUpdate update)
    {
        if (update.Status != OrderStatus.Working)
            _working.Remove(update.OrderId);
        else if (update.Fill is { } fill && _working.TryGetValue(update.OrderId, out OrderRequest? order))
            _working[update.OrderId] = order with { Size = order.Size - fill.Size, Filled = order.Filled + fill.Size };
        Settled(update.Order);
    }

    /// <summary>Working orders of a contract.</summary>
    public IEnumerable<KeyValuePair<string, OrderRequest>> WorkingIn(string contractId)
        => _working.Where(order => order.Value.ContractId == contractId);

    /// <summary>How many contracts of a position working stops would close.</summary>
    /// <param name="contractId">Of what.</param>
    /// <param name="held">The position, signed.</param>
    public int CoveredByStops(string contractId, int held)
        => WorkingIn(contractId).Where(order => order.Value.Type == OrderType.Stop && order.Value.IsOpposite(held)).Sum(order => order.Value.Size);

    /// <summary>Whether nobody knows whether the broker has an order in a contract.</summary>
    public bool HasDoubtIn(string contractId) => _inDoubt.Values.Any(order => order.ContractId == contractId);

    /// <summary>How many contracts reduce-only orders on their way to the market will take from a position, and those may that are in doubt.</summary>
    /// <param name="contractId">Of what.</param>
    /// <param name="held">The position, signed.</param>
    public int ReducingAtMarket(string contractId, int held)
        => All.Where(order => order.ContractId == contractId && order.IsMarketExit && order.IsOpposite(held)).Sum(order => order.Size);

    /// <summary>The exit from a contract of which nobody knows whether the broker has it; null if there is none.</summary>
    public OrderRequest? DoubtedExit(string contractId) => _inDoubt.Values.FirstOrDefault(order => order.ContractId == contractId && order.IsMarketExit);
}
