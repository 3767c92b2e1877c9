using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Rules.Integrity;

/// <summary>
/// Nothing is opened in a market that is too wide: what is paid to get in would have to be paid again to get out.
/// A bid above the ask is no market but a mistake.
/// </summary>
[RiskRule("spread_limit", Category = "integrity")]
public sealed class SpreadLimitRule(SpreadLimits limits, MarketView market)
{
    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow)
    {
        string contractId = request.Order.ContractId;
        if (market.Contract(contractId) is not { Product: { } product } || market.Of(contractId) is not { Bid: { } bid, Ask: { } ask })
            return RuleResult.InsufficientData($"{contractId} has no quote");

        if (flow.Exceeds("Bid of a crossed quote", bid, ask))
            return RuleResult.InsufficientData($"the quote of {contractId} is crossed: {bid} bid, {ask} asked");

        decimal ticks = (ask - bid) / product.TickSize;
        return flow.Exceeds("Spread in ticks", ticks, limits.Ticks) ? RuleResult.Breach($"{ticks:0.#} ticks wide, {limits.Ticks} allowed") : RuleResult.Pass;
    }
}
