using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.ProfitAndLoss;

/// <summary>
/// The account stays above a floor that follows its best, and stops rising at a profit that locks it. At the floor
/// the account has failed: everything is closed, and a person has to decide what comes next.
/// </summary>
[RiskRule(Name, Category = "profit_and_loss")]
public sealed class TrailingDrawdownRule(TrailingDrawdownLimits limits, TradingAccount account, UnvaluedAccount unvalued, TradingStop stop)
{
    private const string Name = "trailing_drawdown";

    /// <summary>What the account is worth moves with every quote.</summary>
    public ValueTask<RuleResult> CheckAsync(QuoteUpdated quote, TracedTradingSuite suite, CancellationToken cancellationToken)
        => JudgeAsync(quote.ContractId, quote.Time, quote.Time, suite, cancellationToken);

    /// <summary>A day is over: its balance may be the best so far.</summary>
    public ValueTask<RuleResult> CheckAsync(DayRolled day, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        account.RaiseMark(day.PriorCloseBalance);
        return JudgeAsync(contractId: null, day.Time, quoted: null, suite, cancellationToken);
    }

    private ValueTask<RuleResult> JudgeAsync(
        string? contractId, DateTimeOffset now, DateTimeOffset? quoted, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (stop.IsDone(Name, now))
            return ValueTask.FromResult(RuleResult.Pass);
        bool isKnown = account.TryGetEquity(out decimal equity);
        if (isKnown)
            unvalued.Ends();

        if (isKnown && limits.Mode == HighWaterMark.Intraday)
            account.RaiseMark(equity);
        decimal floor = Math.Min(account.HighWaterMark - limits.Amount, account.OpeningBalance + limits.LockProfit);
        // What is known may prove the breach. It never proves that all is well.
        if (!suite.Flow.FallsTo("Equity", equity, floor))
            return ValueTask.FromResult(isKnown ? RuleResult.Pass : unvalued.Judge(quoted, suite.Flow));

        var breach = new BreachDetected(Name, contractId, equity, floor, $"equity {equity:0.00} at or below the floor of {floor:0.00}");
        return stop.DisableAsync(breach, now, suite, cancellationToken);
    }
}
