using System.Diagnostics.CodeAnalysis;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Gateway;

/// <summary>What became of orders and waits to be booked, in its order; and what the books will say once it is.</summary>
public sealed class UnbookedUpdates(TradingAccount account)
{
    private readonly Queue<OrderUpdate> _updates = [];

    /// <summary>Whether any of them is a fill.</summary>
    public bool HaveFills => _updates.Any(static update => update.Fill is not null);

    /// <summary>The contracts that they are about.</summary>
    public IEnumerable<string> ContractIds => _updates.Select(static update => update.Order.ContractId);

    /// <summary>One that comes after the others.</summary>
    public void Add(OrderUpdate update) => _updates.Enqueue(update);

    /// <summary>Takes the first.</summary>
    public bool TryTake([NotNullWhen(true)] out OrderUpdate? update) => _updates.TryDequeue(out update);

    /// <summary>What will be held of a contract, signed.</summary>
    public int SizeOf(string contractId)
        => account.SizeOf(contractId) + _updates.Where(update => update.Fill?.Contract.Id == contractId).Sum(static update => update.Fill!.SignedSize);

    /// <summary>How many contracts of an order have traded that are not booked.</summary>
    public int FilledOf(string orderId) => _updates.Where(update => update.OrderId == orderId).Sum(static update => update.Fill?.Size ?? 0);

    /// <summary>Whether an order has ended by them.</summary>
    public bool End(string orderId) => _updates.Any(update => update.OrderId == orderId && update.Status != OrderStatus.Working);
}
