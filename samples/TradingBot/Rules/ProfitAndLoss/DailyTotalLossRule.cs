using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.ProfitAndLoss;

/// <summary>
/// The day's loss, realised and open, fees included, stays above its limit. At the limit everything is closed and nothing opens until the next day.
/// </summary>
[RiskRule(Name, Category = "profit_and_loss")]
public sealed class DailyTotalLossRule(DailyTotalLossLimits limits, TradingAccount account, UnvaluedAccount unvalued, TradingStop stop)
{
    private const string Name = "daily_total_loss";

    /// <summary>The open result moves with every quote.</summary>
    public ValueTask<RuleResult> CheckAsync(QuoteUpdated quote, TracedTradingSuite suite, CancellationToken cancellationToken)
        => CheckAsync(quote.ContractId, quote.Time, quote.Time, suite, cancellationToken);

    /// <summary>The realised result moves with every trade.</summary>
    public ValueTask<RuleResult> CheckAsync(TradeExecuted trade, TracedTradingSuite suite, CancellationToken cancellationToken)
        => CheckAsync(trade.ContractId, trade.Time, quoted: null, suite, cancellationToken);

    private ValueTask<RuleResult> CheckAsync(
        string contractId, DateTimeOffset now, DateTimeOffset? quoted, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        // The breach has been acted on, and the lock-out stands. Only something new to close is worth another look.
        if (stop.IsDone(Name, now))
            return ValueTask.FromResult(RuleResult.Pass);
        bool isKnown = account.TryGetDayResult(out decimal result);
        if (isKnown)
            unvalued.Ends();

        decimal worst = -limits.Limit;
        // What is known may prove the breach. It never proves that all is well.
        if (!suite.Flow.FallsTo("Day result", result, worst))
            return ValueTask.FromResult(isKnown ? RuleResult.Pass : unvalued.Judge(quoted, suite.Flow));

        var breach = new BreachDetected(Name, contractId, result, worst, $"day result {result:0.00} at or below {worst:0.00}");
        return stop.LockOutAsync(breach, now, suite, cancellationToken);
    }
}
