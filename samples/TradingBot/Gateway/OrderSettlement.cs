using System.Collections.Immutable;
using RiskTraceGen;
using TradingBot.Domain;
using TradingBot.Risk;
using Wire = ProjectX;

namespace TradingBot.Gateway;

/// <summary>
/// Brings the order book to what the gateway says: what has ended leaves it, what has traded in part is smaller, what works without our knowledge enters, so
/// that whoever flattens finds it. A close has no order of ours and the gateway names none for it: one that may be it enters the book too, as what is left of
/// it; each that ends is told, and one of which no order works any more is over. What is still held may then be closed again.
/// </summary>
internal sealed class OrderSettlement(OrderBook orders, UnbookedUpdates updates, Liquidator liquidator, GatewayTags tags, GatewayHints hints, TimeProvider time)
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
    /// <param name="flow">Is told why.</param>
    public IReadOnlyList<OrderUpdate> Settle(ImmutableArray<Wire.Order> known, IReadOnlySet<long> traded, RiskFlow flow)
    {
        var ended = new List<OrderUpdate>();
        foreach (Wire.Order order in known)
        {
            if (order.IsWorking())
                Keep(order);
            else if (EndOf(order, traded.Contains(order.Id), flow) is { } update)
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

        foreach (string contractId in _closes.Take()
            .Except(known.Where(order => order.IsWorking() && GatewayOrderTerms.IsClose(order)).Select(order => order.ContractId)))
        {
            flow.Emit("close_over", $"no order works any more that would close {contractId}");
            liquidator.CloseOver(contractId);
        }

        return ended;
    }

    /// <summary>An order works: the book has it, as what is left of it.</summary>
    private void Keep(Wire.Order order)
    {
        string id = GatewayOrderTerms.IdOf(order.Id);
        if (!orders.Working.TryGetValue(id, out OrderRequest? request))
        {
            if (!IsInDoubt(order))
                Adopt(id, order);
            return;
        }

        // Somebody else may have moved it; and a position may have come about that it protects.
        OrderRequest left = request is { IsForeign: true, ReduceOnly: false }
            ? Adopted(id, order)
            : GatewayOrderTerms.Left(request, order, updates.FilledOf(id)) with { LimitPrice = order.LimitPrice, StopPrice = order.StopPrice };
        if (left != request)
            orders.Changed(id, left);
    }

    /// <summary>
    /// One enters the book that is not ours, or was an earlier run's. What opens at the market trades before anybody could withdraw it; where it
    /// does not, and is an earlier run's, the market is halted. What takes from a position there, a close or what somebody sells by hand, may
    /// trade in parts: who did not count it would close the same contracts twice, and turn the position.
    /// </summary>
    private void Adopt(string id, Wire.Order order)
    {
        OrderRequest adopted = Adopted(id, order);
        if (liquidator.IsItsClose(GatewayOrderTerms.RequestOf(order)))
        {
            orders.Accepted(id, adopted with { Purpose = OrderRequest.ClosePurpose, ReduceOnly = true });
            liquidator.CloseSeen(order.ContractId);
        }
        else if (order.Type != Wire.OrderType.Market || tags.IsOfEarlierRun(order.CustomTag) || (adopted.ReduceOnly && tags.TagOf(order.CustomTag) is null))
        {
            orders.Accepted(id, adopted);
        }
    }

    private OrderRequest Adopted(string id, Wire.Order order) => GatewayOrderTerms.Adopted(order, updates.SizeOf(order.ContractId), updates.FilledOf(id));

    /// <summary>The end of an order that works no more, if nothing has told it: no trade, and no earlier look.</summary>
    private OrderUpdate? EndOf(Wire.Order order, bool hasTraded, RiskFlow flow)
    {
        bool isNewClose = GatewayOrderTerms.IsClose(order) && _endedCloses.Add(order.Id);
        bool isKnown = orders.Working.TryGetValue(GatewayOrderTerms.IdOf(order.Id), out OrderRequest? request);
        if (hasTraded || !(isKnown || isNewClose))
            return null;

        if (!isKnown)
            flow.Emit("close_ended", $"order {GatewayOrderTerms.IdOf(order.Id)}, which closes {order.ContractId}, is {order.Status}");
        OrderStatus status = order.Status == Wire.OrderStatus.Filled ? OrderStatus.Filled : OrderStatus.Cancelled;
        return new OrderUpdate(GatewayOrderTerms.IdOf(order.Id), request ?? GatewayOrderTerms.RequestOf(order), status, Fill: null);
    }

    /// <summary>Those are asked for by whoever doubts them.</summary>
    private bool IsInDoubt(Wire.Order order)
        => tags.TagOf(order.CustomTag) is { } tag && orders.InDoubt.Any(doubted => doubted.Tag == tag);
}
