using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.BeforeOrder;

/// <summary>
/// Our own orders never trade with each other, also not to get out: that would be a wash trade. An order that waits for its stop is not in the book yet.
/// </summary>
[RiskRule("self_match", Category = "before_order")]
public sealed class SelfMatchRule(SelfMatchLimits limits, OrderBook orders, MarketView market)
{
    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow) => Judge(request.Order, flow);

    /// <summary>Looks at what a working order would become.</summary>
    public RuleResult Check(OrderChangeRequested request, RiskFlow flow) => Judge(request.Order, flow);

    /// <summary>Looks at an order that reduces risk.</summary>
    public RuleResult Check(ReductionRequested request, RiskFlow flow) => Judge(request.Order, flow);

    private RuleResult Judge(OrderRequest order, RiskFlow flow)
    {
        decimal[] opposite = [.. orders.All
            .Where(other => other.ContractId == order.ContractId && other.Side != order.Side && other.Type == OrderType.Limit)
            .Select(other => other.LimitPrice ?? 0)];
        if (opposite.Length == 0 || order.Type == OrderType.Stop)
            return RuleResult.Pass;
        if (market.Contract(order.ContractId) is not { Product: { } product }
            || (order.LimitPrice ?? market.Of(order.ContractId).PriceFor(order.Side)) is not { } price)
            return RuleResult.InsufficientData($"{order.ContractId} has no price, and orders of ours on the other side");

        decimal distance = order.Side == OrderSide.Buy ? opposite.Min() - price : price - opposite.Max();
        return flow.FallsBelow("Ticks to our own order", distance / product.TickSize, limits.Ticks)
            ? RuleResult.Breach($"{order.Side} at {price} would meet an order of ours")
            : RuleResult.Pass;
    }
}
