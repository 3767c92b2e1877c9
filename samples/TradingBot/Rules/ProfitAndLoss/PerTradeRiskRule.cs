using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Rules.ProfitAndLoss;

/// <summary>
/// No order risks more than a sum, and no more than a part of the account, should its stop be hit. An order that plans no stop risks nobody knows what.
/// </summary>
[RiskRule("per_trade_risk", Category = "profit_and_loss")]
public sealed class PerTradeRiskRule(PerTradeRiskLimits limits, TradingAccount account, MarketView market)
{
    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow)
    {
        OrderRequest order = request.Order;
        if (order.PlannedStop is not { } stop)
            return RuleResult.InsufficientData("the order plans no stop");
        if (market.Contract(order.ContractId) is not { Product: { } product }
            || (order.LimitPrice ?? order.StopPrice ?? market.Of(order.ContractId).PriceFor(order.Side)) is not { } entry)
            return RuleResult.InsufficientData($"{order.ContractId} has no price to enter at");
        if (!account.TryGetEquity(out decimal equity))
            return RuleResult.InsufficientData("an open position has no price to close at");

        decimal risk = product.ValueOf(order.Side == OrderSide.Buy ? entry - stop : stop - entry, order.Size);
        if (flow.FallsTo("Distance to the stop", risk, 0))
            return RuleResult.Breach($"a stop at {stop} is on the wrong side of {entry}");

        decimal limit = Math.Min(limits.Amount, equity * limits.Percent / 100);
        return flow.Exceeds("Risk of the trade", risk, limit) ? RuleResult.Breach($"{risk:0.00} USD at risk, {limit:0.00} allowed") : RuleResult.Pass;
    }
}
