using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Gateway;

/// <summary>
/// Working orders that must not stay as they are. The gateway knows no reduce-only orders: the stops that wait are together no larger
/// than what they may reduce, and so are the limits, and what trades in parts at the market, or they would turn the position. Of several
/// the one stays that the market reaches first. What somebody else sells or buys at the market is his business. What an earlier run
/// wanted to open or add goes too: this run does not know why it was sent, nor when it has to go.
/// </summary>
public sealed class UnfitOrders(OrderBook orders, OrderDesk desk, UnbookedUpdates updates, ITradingSuite broker, GatewayTags tags, GatewaySession session)
{
    private readonly Withdrawals _withdrawals = new(orders, desk, session.Time, TimeSpan.FromSeconds(5));

    private IEnumerable<KeyValuePair<string, OrderRequest>> Working => orders.Working.Where(order => !updates.End(order.Key));

    /// <summary>Whether one could not be withdrawn and is due to be tried again, although the gateway has told nothing.</summary>
    public bool Ask() => _withdrawals.Asks(broker.HasRoomToWithdraw);

    /// <summary>Whether there is one by what the books say, and the gateway takes its withdrawal.</summary>
    public bool AreDue() => broker.HasRoomToWithdraw && (Ask() || Oversized().Any(order => !_withdrawals.IsLeftAlone(order.Id)));

    /// <summary>Withdraws or shrinks them.</summary>
    public async ValueTask MendAsync(RiskFlow flow, CancellationToken cancellationToken)
    {
        TracedTradingSuite suite = broker.Traced(flow);
        foreach ((string id, OrderRequest fitting) in Oversized().ToArray())
        {
            if (fitting.Size == 0)
                await _withdrawals.WithdrawAsync(id, "protects nothing any more", suite, cancellationToken);
            else
                await ShrinkAsync(id, fitting, suite, cancellationToken);
        }

        // What only reduces stays while there is something to reduce.
        await _withdrawals.WithdrawEntriesAsync(
            Working.Where(order => tags.IsOfEarlierRun(order.Value.Tag)), "is an earlier run's and would open or add to a position", suite, cancellationToken);
    }

    /// <summary>What would reduce more than there is to reduce, as it should be: of a size of zero if it is to reduce nothing.</summary>
    private IEnumerable<(string Id, OrderRequest Fitting)> Oversized()
    {
        KeyValuePair<string, OrderRequest>[] reducing = [.. Working.Where(
            order => order.Value.ReduceOnly && !(order.Value.IsMarketExit && order.Value.IsForeign))];
        foreach (var alike in reducing.GroupBy(order => (order.Value.ContractId, order.Value.Side, order.Value.Type)))
        {
            int held = updates.SizeOf(alike.Key.ContractId);
            int reducible = Math.Max(alike.Key.Side == OrderSide.Sell ? held : -held, 0);
            foreach ((string id, OrderRequest order) in alike.OrderBy(order => order.Value.Distance()))
            {
                int unbooked = updates.FilledOf(id);
                int left = order.Size - unbooked;
                int size = Math.Min(left, reducible);
                reducible -= size;
                if (size < left)
                    yield return (id, order with { Size = size == 0 ? 0 : size + unbooked });
            }
        }
    }

    private async ValueTask ShrinkAsync(string id, OrderRequest order, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        // Its price stays where it is, whoever has moved it there.
        OrderResult result = await suite.ModifyOrderAsync(id, order with { LimitPrice = null, StopPrice = null }, cancellationToken);
        if (!result.Success)
            return;
        orders.Withdrawn(id);
        if (!result.IsGone)
            orders.Accepted(id, order);
    }
}
