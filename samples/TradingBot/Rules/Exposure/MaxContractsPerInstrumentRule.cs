using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>No more contracts of one instrument than the account allows; what is above is given back at once.</summary>
[RiskRule(Name, Category = "exposure")]
public sealed class MaxContractsPerInstrumentRule(MaxContractsLimits limits, TradingAccount account, Liquidator liquidator, BreachActions actions)
{
    private const string Name = "max_contracts_per_instrument";

    /// <summary>Looks at a position that has changed.</summary>
    public ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
        => JudgeAsync(position.ContractId, position.Size, position.IsMicro, suite, cancellationToken);

    /// <summary>Looks at every position again, because a reduction may have failed; what is on its way is gone.</summary>
    public async ValueTask<RuleResult> CheckAsync(ClockTick tick, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        RuleResult worst = RuleResult.Pass;
        foreach (PositionLedger ledger in account.OpenPositions.ToArray())
        {
            RuleResult result = await JudgeAsync(
                ledger.Contract.Id, liquidator.Remaining(ledger), ledger.Contract.Product.IsMicro, suite, cancellationToken);
            worst = result > worst ? result : worst;
        }

        return worst;
    }

    private ValueTask<RuleResult> JudgeAsync(string contractId, int size, bool isMicro, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        // Never Math.Abs of what may be int.MinValue: a size that cannot be is no reason to pass.
        if (size == int.MinValue)
            return ValueTask.FromResult(RuleResult.InsufficientData("the position's size is not a size"));

        int limit = isMicro ? limits.Micros : limits.Minis;
        int held = Math.Abs(size);
        if (!suite.Flow.Exceeds("Contracts held", held, limit))
            return ValueTask.FromResult(RuleResult.Pass);

        var breach = new BreachDetected(Name, contractId, held, limit, $"{size} held, {limit} allowed");
        return actions.ReduceAsync(breach, limit, suite, cancellationToken);
    }
}
