using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.ProfitAndLoss;

/// <summary>Closed trades of a day lose less than the limit, fees included. At the limit everything is closed and nothing opens until the next day.</summary>
[RiskRule(Name, Category = "profit_and_loss")]
public sealed class DailyRealizedLossRule(DailyRealizedLossLimits limits, TradingAccount account, TradingStop stop)
{
    private const string Name = "daily_realized_loss";

    /// <summary>Looks at the result of a day that goes on after a restart.</summary>
    public ValueTask<RuleResult> CheckAsync(DayRolled day, TracedTradingSuite suite, CancellationToken cancellationToken)
        => LookAsync(contractId: null, day.Time, suite, cancellationToken);

    /// <summary>Looks at the day's result after a trade.</summary>
    public ValueTask<RuleResult> CheckAsync(TradeExecuted trade, TracedTradingSuite suite, CancellationToken cancellationToken)
        => LookAsync(trade.ContractId, trade.Time, suite, cancellationToken);

    private ValueTask<RuleResult> LookAsync(string? contractId, DateTimeOffset time, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        decimal result = account.DayRealized;
        if (stop.IsDone(Name, time) || !suite.Flow.FallsTo("Day realised", result, -limits.Limit))
            return ValueTask.FromResult(RuleResult.Pass);

        var breach = new BreachDetected(Name, contractId, result, -limits.Limit, $"realised {result:0.00} at or below {-limits.Limit:0.00}");
        return stop.LockOutAsync(breach, time, suite, cancellationToken);
    }
}
