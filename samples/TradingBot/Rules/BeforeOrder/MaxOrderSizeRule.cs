using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Rules.BeforeOrder;

/// <summary>No single order is larger than the limit: a slip of the finger, or of a formula, ends here.</summary>
[RiskRule("max_order_size", Category = "before_order")]
public sealed class MaxOrderSizeRule(MaxOrderSizeLimits limits, MarketView market)
{
    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow) => Judge(request.Order, flow);

    /// <summary>Looks at what a working order would become.</summary>
    public RuleResult Check(OrderChangeRequested request, RiskFlow flow) => Judge(request.Order, flow);

    private RuleResult Judge(OrderRequest order, RiskFlow flow)
    {
        if (market.Contract(order.ContractId) is not { Product: { } product })
            return RuleResult.InsufficientData($"{order.ContractId} is unknown");
        if (order.Size <= 0)
            return RuleResult.Breach($"a size of {order.Size} is not a size");

        int limit = product.IsMicro ? limits.Micros : limits.Minis;
        return flow.Exceeds("Order size", order.Size, limit) ? RuleResult.Breach($"{order.Size} contracts, {limit} allowed") : RuleResult.Pass;
    }
}
