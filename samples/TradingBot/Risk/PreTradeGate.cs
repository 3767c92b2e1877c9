using RiskTraceGen;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Risk;

/// <summary>
/// What every order has to pass before it leaves: the rules that guard orders, each of which must say Pass. A breach, an error, a lack of data, or no rule at
/// all, and the order never reaches the broker.
/// </summary>
/// <remarks>
/// Here it is decided what only reduces risk: an order that is reduce-only, which is the broker's promise and no guess of ours, and the withdrawal of an order
/// that is not. Such an order asks for no hold and wakes the rules of <see cref="ReductionRequested"/> alone, because an exit that waits for fresh prices, for
/// the end of a blackout or for a free place in the message rate is a position that stays open. What rules themselves send is reduce-only, and does not come
/// by. While all that is held of a contract is on its way out, no order of it leaves, an exit neither: two closes would turn the position.
/// </remarks>
public sealed class PreTradeGate(RiskDispatcher dispatcher, TradingGate holds, Liquidator liquidator, MarketClock clock)
{
    private const string Name = "pre_trade_gate";

    /// <summary>Whether an order may be sent. To be called outside rules: it dispatches events.</summary>
    public ValueTask<Clearance> ClearAsync(OrderRequest order, RiskFlow flow)
    {
        if (StopOf(order) is { } stop)
            return ValueTask.FromResult(stop);
        return order.ReduceOnly
            ? AskAsync(order, new ReductionRequested(order, clock.Now, flow.Id))
            : AskAsync(order, new OrderRequested(order, clock.Now, flow.Id));
    }

    /// <summary>Whether a working order may be changed into <paramref name="order"/>.</summary>
    public ValueTask<Clearance> ClearChangeAsync(string orderId, OrderRequest order, RiskFlow flow)
    {
        if (StopOf(order) is { } stop)
            return ValueTask.FromResult(stop);
        return order.ReduceOnly
            ? AskAsync(order, new ReductionRequested(order, clock.Now, flow.Id))
            : AskAsync(order, new OrderChangeRequested(orderId, order, clock.Now, flow.Id));
    }

    /// <summary>Whether a working order may be withdrawn.</summary>
    public ValueTask<Clearance> ClearCancelAsync(string orderId, OrderRequest order, RiskFlow flow)
        => AskAsync(order, new OrderCancelRequested(orderId, ReducesRisk: !order.ReduceOnly, clock.Now, flow.Id));

    /// <summary>What stops a strategy that wants to open something, as <c>RULE: REASON</c>; null if nothing does.</summary>
    public async ValueTask<string?> StopOfAsync(StrategyFired fired)
    {
        DispatchResult verdicts = await dispatcher.DispatchAsync(fired);
        return verdicts.Worst.IsPass ? null : Gravest<StrategyFired>(verdicts).Reason;
    }

    /// <summary>What stops an order before any rule is asked; null if nothing does.</summary>
    private Clearance? StopOf(OrderRequest order)
        => liquidator.IsClosing(order.ContractId) ? Clearance.Refused(Name, $"{order.ContractId} is being closed")
            : order.ReduceOnly ? null
            : liquidator.IsToBeClosed(order.ContractId) ? Clearance.Refused(Name, $"{order.ContractId} is to be closed")
            : liquidator.IsFlattening ? Clearance.Refused(Name, "everything is to be closed")
            : HoldOn(order);

    private Clearance? HoldOn(OrderRequest order)
        => holds.HoldOn(order.ContractId, clock.Now) is { } hold ? Clearance.Refused(hold.SetBy, hold.Reason) : null;

    private async ValueTask<Clearance> AskAsync<TEvent>(OrderRequest order, TEvent request)
    {
        DispatchResult verdicts = await dispatcher.DispatchAsync(request);
        if (!verdicts.Evaluated)
            return Clearance.Refused(Name, "no rule looks at this order");
        return verdicts.Worst.IsPass ? Clearance.Given(order) : Gravest<TEvent>(verdicts);
    }

    private Clearance Gravest<TEvent>(DispatchResult verdicts)
    {
        IReadOnlyList<RuleDescriptor> rules = dispatcher.RulesFor<TEvent>();
        int gravest = Enumerable.Range(0, verdicts.Count).First(i => verdicts[i].Severity == verdicts.Worst.Severity);
        return Clearance.Refused(rules[gravest].Name, verdicts[gravest].Reason);
    }
}
