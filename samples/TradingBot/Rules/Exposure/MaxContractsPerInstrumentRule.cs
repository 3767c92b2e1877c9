using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>No more contracts of one instrument than the account allows; what is above is given back at once.</summary>
[RiskRule("max_contracts_per_instrument", Category = "exposure")]
public sealed class MaxContractsPerInstrumentRule(MaxContractsLimits limits, Liquidator liquidator)
{
    /// <summary>Looks at a position that has changed.</summary>
    public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        // Never Math.Abs of what may be int.MinValue: a size that cannot be is no reason to pass.
        if (position.Size == int.MinValue)
            return RuleResult.InsufficientData("the position's size is not a size");

        RiskFlow flow = suite.Flow;
        int limit = position.IsMicro ? limits.Micros : limits.Minis;
        int held = Math.Abs(position.Size);
        if (!flow.Exceeds("Contracts held", held, limit))
            return RuleResult.Pass;

        // The order goes out first; the alert travels beside it.
        ValueTask<OrderResult> reduction = liquidator.ReduceAsync(position.ContractId, limit, suite, cancellationToken);
        flow.Raise(new BreachDetected("max_contracts_per_instrument", position.ContractId, held, limit, $"{position.Size} held, {limit} allowed"));
        OrderResult order = await reduction;
        return RuleResult.Breach(order.Success ? $"reduced to {limit}" : $"not reduced: {order.ErrorMessage}");
    }
}
