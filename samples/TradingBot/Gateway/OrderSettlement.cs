using System.Collections.Immutable;
using RiskTraceGen;
using TradingBot.Domain;
using TradingBot.Risk;
using Wire = ProjectX;

namespace TradingBot.Gateway;

/// <summary>
/// Brings the order book to what the gateway says: what has ended leaves it, what has traded in part is smaller, what works without our knowledge enters, so that whoever flattens finds it. A close has no order of
/// ours and the gateway names none for it: one that may be it enters the book too, as what is left of it; each that ends is told, and one of which no order works any more is over. What is still held may
/// then be closed again.
/// </summary>
internal sealed class OrderSettlement(OrderBook orders, Liquidator liquidator, GatewayTags tags, GatewayHints hints, TimeProvider time)
{
    /// <summary>A close at the market ends sooner; and an order that has just been accepted may not be told of yet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HashSet<long> _endedCloses = [];
    private readonly Overdue _closes = new(Patience, time);
    private readonly Overdue _missing = new(Patience, time);

    /// <summary>Whether the gateway has to be asked although it has told nothing.</summary>
    public bool Asks()
    {
        _closes.Follow(liquidator.Closing);
        return _closes.Any || _missing.Any;
    }

    /// <summary>The orders that have ended without a trade that says so.</summary>
    /// <param name="known">The orders that the gateway has: all that work, and what became of the recent ones.</param>
    /// <param name="traded">Those of them of which a trade was just booked.</param>
    /// <param name="sizeOf">What is held of a contract, signed, with what waits to be booked.</param>
    /// <param name="waitingOf">How many contracts of an order wait to be booked.</param>
    /// <param name="flow">Is told why.</param>
    public IReadOnlyList<OrderUpdate> Settle(ImmutableArray<Wire.Order> known, IReadOnlySet<long> traded, Func<string, int> sizeOf, Func<string, int> waitingOf, RiskFlow flow)
    {
        var ended = new List<OrderUpdate>();
        foreach (Wire.Order order in known)
        {
            if (Settle(order, traded.Contains(order.Id), sizeOf, waitingOf, flow) is { } update)
                ended.Add(update);
        }

        HashSet<string> ids = [.. known.Select(order => GatewayOrderTerms.IdOf(order.Id))];
        string[] missing = [.. orders.Working.Keys.Where(id => !ids.Contains(id))];
        _missing.Follow(missing);
        foreach (string id in _missing.Take().Union(missing.Where(id => hints.HasEnded(GatewayOrderTerms.NumberOf(id)))))
        {
            flow.Emit("order_gone", $"the gateway does not have order {id} of {orders.Working[id].ContractId} any more");
            ended.Add(new OrderUpdate(id, orders.Working[id], OrderStatus.Cancelled, Fill: null));
        }

        foreach (string contractId in _closes.Take().Except(known.Where(order => order.IsWorking() && IsClose(order)).Select(order => order.ContractId)))
        {
            flow.Emit("close_over", $"no order works any more that would close {contractId}");
            liquidator.CloseOver(contractId);
        }

        return ended;
    }

    private OrderUpdate? Settle(Wire.Order order, bool hasTraded, Func<string, int> sizeOf, Func<string, int> waitingOf, RiskFlow flow)
    {
        string id = GatewayOrderTerms.IdOf(order.Id);
        bool isNewEnd = !order.IsWorking() && IsClose(order) && _endedCloses.Add(order.Id);
        if (orders.Working.TryGetValue(id, out OrderRequest? request))
        {
            // Somebody else may have moved it.
            OrderRequest left = GatewayOrderTerms.Left(request, order, waitingOf(id)) with { LimitPrice = order.LimitPrice, StopPrice = order.StopPrice };
            if (order.IsWorking() && request != left)
                orders.Changed(id, request = left);
            // A position may have come about that it protects.
            if (order.IsWorking() && request is { IsForeign: true, ReduceOnly: false })
                orders.Changed(id, GatewayOrderTerms.Adopted(order, sizeOf(order.ContractId), waitingOf(id)));
            return order.IsWorking() || hasTraded ? null : EndOf(order, request);
        }

        if (order.IsWorking() && IsToAdopt(order, sizeOf) && !IsInDoubt(order))
            Adopt(id, order, sizeOf(order.ContractId), waitingOf(id));
        else if (isNewEnd && !hasTraded)
        {
            flow.Emit("close_ended", $"order {id}, which closes {order.ContractId}, is {order.Status}");
            return EndOf(order, GatewayOrderTerms.RequestOf(order));
        }

        return null;
    }

    /// <summary>
    /// What opens at the market trades before anybody could withdraw it; where it does not, and is an earlier run's, the market is halted. What takes from a position there, a close or what
    /// somebody sells by hand, may trade in parts: who did not count it would close the same contracts twice, and turn the position.
    /// </summary>
    private bool IsToAdopt(Wire.Order order, Func<string, int> sizeOf)
        => order.Type != Wire.OrderType.Market
            || tags.IsOfEarlierRun(order.CustomTag)
            || (tags.TagOf(order.CustomTag) is null && (liquidator.IsItsClose(GatewayOrderTerms.RequestOf(order)) || GatewayOrderTerms.RequestOf(order).IsOpposite(sizeOf(order.ContractId))));

    private void Adopt(string id, Wire.Order order, int held, int waiting)
    {
        OrderRequest adopted = GatewayOrderTerms.Adopted(order, held, waiting);
        if (!liquidator.IsItsClose(GatewayOrderTerms.RequestOf(order)))
        {
            orders.Accepted(id, adopted);
            return;
        }

        orders.Accepted(id, adopted with { Purpose = OrderRequest.ClosePurpose, ReduceOnly = true });
        liquidator.CloseSeen(order.ContractId);
    }

    private static OrderUpdate EndOf(Wire.Order order, OrderRequest request)
        => new(GatewayOrderTerms.IdOf(order.Id), request, order.Status == Wire.OrderStatus.Filled ? OrderStatus.Filled : OrderStatus.Cancelled, Fill: null);

    /// <summary>None of our orders is without a tag.</summary>
    private static bool IsClose(Wire.Order order) => order is { Type: Wire.OrderType.Market, CustomTag: null };

    /// <summary>Those are asked for by whoever doubts them.</summary>
    private bool IsInDoubt(Wire.Order order)
        => tags.TagOf(order.CustomTag) is { } tag && orders.InDoubt.Any(doubted => doubted.Tag == tag);
}
