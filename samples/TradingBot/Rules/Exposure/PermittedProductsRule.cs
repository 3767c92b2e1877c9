using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>Only listed products are traded. A position in another one is closed, however it came about.</summary>
[RiskRule("permitted_products", Category = "exposure")]
public sealed class PermittedProductsRule(PermittedProductsLimits limits, MarketView market, Liquidator liquidator)
{
    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow)
    {
        if (market.Contract(request.Order.ContractId) is not { Product.Root: { } root })
            return RuleResult.InsufficientData($"{request.Order.ContractId} is unknown");
        return flow.Check("Product not listed", !limits.Roots.Contains(root)) ? RuleResult.Breach($"{root} is not listed") : RuleResult.Pass;
    }

    /// <summary>Looks at a position that has changed.</summary>
    public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (position.Size == 0)
            return RuleResult.Pass;
        if (market.Contract(position.ContractId) is not { Product.Root: { } root })
            return RuleResult.InsufficientData($"{position.ContractId} is unknown");
        if (!suite.Flow.Check("Product not listed", !limits.Roots.Contains(root)))
            return RuleResult.Pass;

        OrderResult close = await liquidator.CloseAsync(position.ContractId, suite, cancellationToken);
        return RuleResult.Breach(close.Success ? $"{root} is not listed, closed" : $"{root} is not listed, not closed: {close.ErrorMessage}");
    }
}
