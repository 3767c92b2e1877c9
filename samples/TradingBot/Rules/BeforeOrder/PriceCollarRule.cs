using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Rules.BeforeOrder;

/// <summary>
/// No order stands further from the market than the collar. Without a reference price nothing leaves that takes on risk. Of an order that reduces risk only a
/// limit price is looked at: an exit at the market needs no reference, and a stop is meant to be far away.
/// </summary>
[RiskRule("price_collar", Category = "before_order")]
public sealed class PriceCollarRule(PriceCollarLimits limits, MarketView market)
{
    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow) => Judge(request.Order, request.Order.LimitPrice ?? request.Order.StopPrice, flow);

    /// <summary>Looks at what a working order would become.</summary>
    public RuleResult Check(OrderChangeRequested request, RiskFlow flow) => Judge(request.Order, request.Order.LimitPrice ?? request.Order.StopPrice, flow);

    /// <summary>Looks at an order that reduces risk.</summary>
    public RuleResult Check(ReductionRequested request, RiskFlow flow)
        => request.Order.LimitPrice is { } price ? Judge(request.Order, price, flow) : RuleResult.Pass;

    private RuleResult Judge(OrderRequest order, decimal? price, RiskFlow flow)
    {
        if (market.Contract(order.ContractId) is not { Product: { } product } || market.ReferencePrice(order.ContractId) is not { } reference)
            return RuleResult.InsufficientData($"{order.ContractId} has no reference price");

        decimal ticks = Math.Abs((price ?? reference) - reference) / product.TickSize;
        return flow.Exceeds("Ticks from the market", ticks, limits.Ticks)
            ? RuleResult.Breach($"{price} is {ticks:0.#} ticks from {reference}, {limits.Ticks} allowed")
            : RuleResult.Pass;
    }
}
