using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>No more lots in all contracts together than the account allows; what is above is given back at once.</summary>
[RiskRule(Name, Category = "exposure")]
public sealed class MaxContractsAccountRule(AccountContractsLimits limits, AccountLots lots)
{
    private const string Name = "max_contracts_account";

    /// <summary>Looks at the account after a position has changed.</summary>
    public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        RiskFlow flow = suite.Flow;
        decimal held = lots.Held(limits.Count);
        if (!flow.Exceeds("Lots held", held, limits.Lots))
            return RuleResult.Pass;

        ValueTask<string?> reduction = lots.ReduceToAsync(limits.Lots, limits.Count, position.ContractId, suite, cancellationToken);
        flow.Raise(new BreachDetected(Name, position.ContractId, held, limits.Lots, $"{held} lots held, {limits.Lots} allowed"));
        string? failure = await reduction;
        return RuleResult.Breach(failure is null ? $"reduced to {limits.Lots}" : $"not reduced: {failure}");
    }
}
