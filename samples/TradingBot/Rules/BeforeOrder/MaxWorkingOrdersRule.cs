using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.BeforeOrder;

/// <summary>No more orders work at once than the limit, those included of which nobody knows whether the broker has them.</summary>
[RiskRule("max_working_orders", Category = "before_order")]
public sealed class MaxWorkingOrdersRule(MaxWorkingOrdersLimits limits, OrderBook orders)
{
    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow)
    {
        int working = orders.All.Count() + 1;
        return flow.Exceeds("Working orders", working, limits.Orders) ? RuleResult.Breach($"order number {working}, {limits.Orders} allowed") : RuleResult.Pass;
    }
}
