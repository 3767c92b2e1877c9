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
    TradingGate gate)
{
    /// <summary>A bar has closed, and the rules have seen it.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="rulesPass">Whether every rule passed. One that failed, or had no data, is no permission to open anything.</param>
    public async ValueTask OnBarAsync(BarClosed bar, bool rulesPass)
    {
        FuturesContract contract = market.Contract(bar.ContractId)!;
        PositionLedger ledger = account.Ledger(contract);
        IReadOnlyList<StrategyAction> actions = strategy.OnBar(bar, new StrategyView(
            contract,
            ledger.Size == 0 ? null : ledger.ToPosition(),
            [.. orders.WorkingIn(contract.Id)],
            rulesPass && gate.IsOpen(contract.Id, bar.Time)));
        if (actions.Count == 0)
            return;

        using RiskFlow flow = tracer.StartFlow("STRATEGY_ORDERS", bar.ContractId);
        TracedTradingSuite suite = broker.Traced(flow);
        int refused = 0;
        foreach (StrategyAction action in actions)
            refused += await CarryOutAsync(action, suite) ? 0 : 1;
        flow.Complete(refused == 0 ? "ORDERS_SENT" : "ORDERS_REFUSED");
    }

    private async ValueTask<bool> CarryOutAsync(StrategyAction action, TracedTradingSuite suite)
    {
        switch (action)
        {
            case StrategyAction.Cancel cancel:
                return (await suite.CancelOrderAsync(cancel.OrderId)).Success;

            case StrategyAction.Place place:
                OrderResult result = await suite.PlaceOrderAsync(place.Order);
                if (result is { Success: true, OrderId: { } id })
                    orders.Accepted(id, place.Order);
                return result.Success;

            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "unknown action");
        }
    }
}
