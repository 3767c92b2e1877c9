using RiskTraceGen;
using TradingBot.Broker;

namespace TradingBot.Risk;

/// <summary>
/// Orders of which nobody knows whether the broker has them are asked after each time the clock strikes, and before the strategy decides. Until the broker
/// says, an exit among them counts as one, so no rule would ask. Whoever closes asks for itself, and without the pause that is made here between two rounds.
/// </summary>
public sealed class OrdersInDoubt(OrderBook orders, OrderDesk desk, ITradingSuite broker, IOrderUpdates updates, RiskTracer tracer)
{
    private readonly AskPause _pause = AskPause.BetweenRounds(updates.LimitClock);

    /// <summary>Asks about the orders that are in doubt: all, or those of one contract.</summary>
    public async ValueTask AskAsync(string? contractId = null)
    {
        if (!IsAny(contractId) || _pause.IsOn)
            return;

        _pause.Begin();
        using RiskFlow flow = tracer.StartFlow("ORDERS_IN_DOUBT", contractId);
        await desk.ResolveDoubtsAsync(contractId, broker.Traced(flow), CancellationToken.None);
        flow.Complete(IsAny(contractId) ? "STILL_IN_DOUBT" : "RESOLVED");
    }

    private bool IsAny(string? contractId) => contractId is null ? orders.InDoubt.Count > 0 : orders.HasDoubtIn(contractId);
}
