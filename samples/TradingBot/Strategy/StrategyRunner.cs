using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Strategy;

/// <summary>Asks the strategy, and sends what it wants to the broker: in a flow of its own, so that every order can be traced to its reason.</summary>
public sealed class StrategyRunner(
    MeanReversionStrategy strategy,
    ITradingSuite broker,
    RiskTracer tracer,
    MarketView market,
    TradingAccount account,
    OrderBook orders,
    OrderDesk desk,
    TradingGate gate)
{
    /// <summary>A bar has closed, and the rules have seen it.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="rulesPass">Whether every rule passed. One that failed, or had no data, is no permission to open anything.</param>
    public async ValueTask OnBarAsync(BarClosed bar, bool rulesPass)
    {
        await ResolveDoubtsAsync(bar.ContractId);
        FuturesContract contract = market.Contract(bar.ContractId)!;
        PositionLedger ledger = account.Ledger(contract);
        IReadOnlyList<StrategyAction> actions = strategy.OnBar(bar, new StrategyView(
            contract,
            ledger.Size == 0 ? null : ledger.ToPosition(),
            [.. orders.WorkingIn(contract.Id)],
            rulesPass && gate.IsOpen(contract.Id, bar.Time) && !orders.HasDoubtIn(contract.Id)));
        if (actions.Count == 0)
            return;

        using RiskFlow flow = tracer.StartFlow("STRATEGY_ORDERS", bar.ContractId);
        TracedTradingSuite suite = broker.Traced(flow);
        int refused = 0;
        foreach (StrategyAction action in actions)
            refused += (await CarryOutAsync(action, suite)).Success ? 0 : 1;
        flow.Complete(orders.HasDoubtIn(contract.Id) ? "ORDERS_IN_DOUBT" : refused == 0 ? "ORDERS_SENT" : "ORDERS_REFUSED");
    }

    /// <summary>What cannot be known is asked again at every bar, before anything is decided; until then nothing is opened.</summary>
    private async ValueTask ResolveDoubtsAsync(string contractId)
    {
        if (!orders.HasDoubtIn(contractId))
            return;

        using RiskFlow flow = tracer.StartFlow("ORDERS_IN_DOUBT", contractId);
        await desk.ResolveDoubtsAsync(contractId, broker.Traced(flow), CancellationToken.None);
        flow.Complete(orders.HasDoubtIn(contractId) ? "STILL_IN_DOUBT" : "RESOLVED");
    }

    private ValueTask<OrderResult> CarryOutAsync(StrategyAction action, TracedTradingSuite suite) => action switch
    {
        StrategyAction.Cancel cancel => desk.CancelAsync(cancel.OrderId, suite, CancellationToken.None),
        StrategyAction.Place place => desk.PlaceAsync(place.Order, suite, CancellationToken.None),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "unknown action"),
    };
}
