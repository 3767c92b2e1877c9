using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Rules.BeforeOrder;

/// <summary>No single order is worth more than the limit, whatever its contract: size alone says little where one contract is ten of another.</summary>
[RiskRule("max_order_value", Category = "before_order")]
public sealed class MaxOrderValueRule(MaxOrderValueLimits limits, MarketView market)
{
    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow) => Judge(request.Order, flow);

    /// <summary>Looks at what a working order would become.</summary>
    public RuleResult Check(OrderChangeRequested request, RiskFlow flow) => Judge(request.Order, flow);

    private RuleResult Judge(OrderRequest order, RiskFlow flow)
    {
        if (market.Contract(order.ContractId) is not { Product: { } product }
            || (order.LimitPrice ?? order.StopPrice ?? market.ReferencePrice(order.ContractId)) is not { } price)
            return RuleResult.InsufficientData($"{order.ContractId} has no price");

        decimal value = Math.Abs(product.ValueOf(price, order.Size));
        return flow.Exceeds("Order value", value, limits.Value) ? RuleResult.Breach($"{value:0.00} USD, {limits.Value:0.00} allowed") : RuleResult.Pass;
    }
}
