using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.ProfitAndLoss;

/// <summary>A day that has earned its target is over: what was won is not given back.</summary>
[RiskRule(Name, Category = "profit_and_loss")]
public sealed class DailyProfitLockRule(DailyProfitLockLimits limits, TradingAccount account, TradingStop stop)
{
    private const string Name = "daily_profit_lock";

    /// <summary>Looks at the result of a day that goes on after a restart.</summary>
    public ValueTask<RuleResult> CheckAsync(DayRolled day, TracedTradingSuite suite, CancellationToken cancellationToken)
        => LookAsync(contractId: null, day.Time, suite, cancellationToken);

    /// <summary>Looks at the day's result after a trade.</summary>
    public ValueTask<RuleResult> CheckAsync(TradeExecuted trade, TracedTradingSuite suite, CancellationToken cancellationToken)
        => LookAsync(trade.ContractId, trade.Time, suite, cancellationToken);

    private ValueTask<RuleResult> LookAsync(string? contractId, DateTimeOffset time, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        decimal result = account.DayRealized;
        if (stop.IsDone(Name, time) || !suite.Flow.Reaches("Day realised", result, limits.Target))
            return ValueTask.FromResult(RuleResult.Pass);

        var breach = new BreachDetected(Name, contractId, result, limits.Target, $"realised {result:0.00}, target {limits.Target:0.00}");
        return stop.LockOutAsync(breach, time, suite, cancellationToken);
    }
}
