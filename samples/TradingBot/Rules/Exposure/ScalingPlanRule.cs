using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>
/// The account grows into its size: how many lots it may hold is decided by what it had earned at the close of the day before, and holds for the day.
/// </summary>
[RiskRule(Name, Category = "exposure")]
public sealed class ScalingPlanRule(ScalingPlanLimits limits, TradingAccount account, AccountLots lots, BreachActions actions)
{
    private const string Name = "scaling_plan";

    private int _allowed = Allowed(limits, account.BalanceAtDayStart - account.OpeningBalance);

    /// <summary>A new day has a new tier, and what is held over from the day before has to fit into it.</summary>
    public ValueTask<RuleResult> CheckAsync(DayRolled day, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        _allowed = Allowed(limits, day.PriorCloseBalance - account.OpeningBalance);
        return JudgeAsync(lots.Held(limits.Count), contractId: null, suite, cancellationToken);
    }

    /// <summary>Looks at the account after a position has changed.</summary>
    public ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
        => JudgeAsync(lots.Held(limits.Count), position.ContractId, suite, cancellationToken);

    /// <summary>Looks again, because a reduction may have failed; what is on its way is gone.</summary>
    public ValueTask<RuleResult> CheckAsync(ClockTick tick, TracedTradingSuite suite, CancellationToken cancellationToken)
        => JudgeAsync(lots.Remaining(limits.Count), contractId: null, suite, cancellationToken);

    private static int Allowed(ScalingPlanLimits limits, decimal profit)
        => limits.Tiers.OrderBy(tier => tier.Key).Where((tier, i) => i == 0 || tier.Key <= profit).Last().Value;

    private ValueTask<RuleResult> JudgeAsync(decimal held, string? contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (!suite.Flow.Exceeds("Lots held", held, _allowed))
            return ValueTask.FromResult(RuleResult.Pass);

        var breach = new BreachDetected(Name, contractId, held, _allowed, $"{held} lots held, the plan allows {_allowed}");
        return actions.ReduceAccountAsync(breach, _allowed, limits.Count, suite, cancellationToken);
    }
}
