using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>No more lots in all contracts together than the account allows; what is above is given back at once.</summary>
[RiskRule(Name, Category = "exposure")]
public sealed class MaxContractsAccountRule(AccountContractsLimits limits, AccountLots lots, BreachActions actions)
{
    private const string Name = "max_contracts_account";

    /// <summary>Looks at the account after a position has changed.</summary>
    public ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
        => JudgeAsync(lots.Held(limits.Count), position.ContractId, suite, cancellationToken);

    /// <summary>Looks again, because a reduction may have failed; what is on its way is gone.</summary>
    public ValueTask<RuleResult> CheckAsync(ClockTick tick, TracedTradingSuite suite, CancellationToken cancellationToken)
        => JudgeAsync(lots.Remaining(limits.Count), contractId: null, suite, cancellationToken);

    private ValueTask<RuleResult> JudgeAsync(decimal held, string? contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (!suite.Flow.Exceeds("Lots held", held, limits.Lots))
            return ValueTask.FromResult(RuleResult.Pass);

        var breach = new BreachDetected(Name, contractId, held, limits.Lots, $"{held} lots held, {limits.Lots} allowed");
        return actions.ReduceAccountAsync(breach, limits.Lots, limits.Count, suite, cancellationToken);
    }
}
