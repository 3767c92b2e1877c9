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
    OrdersInDoubt doubts,
    Liquidator liquidator,
    TradingGate gate,
    PreTradeGate preTrade)
{
    private const string Strategy = "mean_reversion";

    /// <summary>A bar has closed, and the rules have seen it.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="rulesPass">Whether every rule passed. One that failed, or had no data, is no permission to open anything.</param>
    public async ValueTask OnBarAsync(BarClosed bar, bool rulesPass)
    {
        await doubts.AskAsync(bar.ContractId);
        FuturesContract contract = market.Contract(bar.ContractId)!;
        IReadOnlyList<StrategyAction> actions = strategy.OnBar(
            bar, ViewOf(account.Ledger(contract), rulesPass && gate.IsOpen(contract.Id, bar.Time) && !orders.HasDoubtIn(contract.Id)));
        if (actions.Count == 0)
            return;

        using RiskFlow flow = tracer.StartFlow("STRATEGY_ORDERS", bar.ContractId);
        TracedTradingSuite suite = broker.Traced(flow);
        string? stop = actions.Any(Opens) ? await preTrade.StopOfAsync(new StrategyFired(Strategy, bar.ContractId, bar.Time)) : null;
        List<string> problems = stop is null ? [] : [$"STRATEGY_STOPPED by {stop}"];
        foreach (StrategyAction action in stop is null ? actions : actions.Where(action => !Opens(action)))
        {
            if (await CarryOutAsync(action, suite, CancellationToken.None) is { } problem)
                problems.Add(problem);
        }

        flow.Complete(orders.HasDoubtIn(contract.Id) ? "ORDERS_IN_DOUBT" : problems.Count == 0 ? "ORDERS_SENT" : string.Join("; ", problems.Distinct()));
    }

    /// <summary>The run ends: each position gets the stop that it needs now, as far as the strategy knows one.</summary>
    /// <param name="cancellationToken">Stops waiting for the broker.</param>
    /// <returns>Whether that is done, or nothing was to be done.</returns>
    public async ValueTask<bool> ProtectAsync(CancellationToken cancellationToken)
    {
        bool isDone = true;
        foreach (PositionLedger ledger in account.OpenPositions.ToArray())
        {
            if (strategy.Protect(ViewOf(ledger, mayOpen: false)) is not [var stop])
                continue;
            using RiskFlow flow = tracer.StartFlow("STRATEGY_ORDERS", ledger.Contract.Id);
            string? problem = await CarryOutAsync(stop, broker.Traced(flow), cancellationToken);
            isDone &= problem is null;
            flow.Complete(problem ?? "ORDERS_SENT");
        }

        return isDone;
    }

    private StrategyView ViewOf(PositionLedger ledger, bool mayOpen)
    {
        string contractId = ledger.Contract.Id;
        return new StrategyView(
            ledger.Contract, ledger.Size == 0 ? null : ledger.ToPosition(), [.. orders.WorkingIn(contractId)], liquidator.IsClosing(contractId), mayOpen);
    }

    private static bool Opens(StrategyAction action) => action is StrategyAction.Place { Order.ReduceOnly: false };

    /// <summary>Sends one order past the gate. Returns what came in its way; null if nothing did.</summary>
    private async ValueTask<string?> CarryOutAsync(StrategyAction action, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        Clearance clearance = action switch
        {
            StrategyAction.Place place => await preTrade.ClearAsync(desk.Tag(place.Order), suite.Flow),
            StrategyAction.Change change => await preTrade.ClearChangeAsync(change.OrderId, change.Order, suite.Flow),
            StrategyAction.Cancel cancel => await preTrade.ClearCancelAsync(cancel.OrderId, orders.Working[cancel.OrderId], suite.Flow),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "unknown action"),
        };
        if (clearance.Order is not { } order)
            return $"ORDER_BLOCKED by {clearance.Reason}";

        OrderResult result = action switch
        {
            StrategyAction.Change change => await desk.ChangeAsync(change.OrderId, order, suite, cancellationToken),
            StrategyAction.Cancel cancel => await desk.CancelAsync(cancel.OrderId, suite, cancellationToken),
            _ => await desk.PlaceAsync(order, suite, cancellationToken),
        };
        return result.IsUnderWay ? null : result.IsGone ? "ORDER_ENDED" : result.Success ? "NOTHING_HELD" : "ORDERS_REFUSED";
    }
}
