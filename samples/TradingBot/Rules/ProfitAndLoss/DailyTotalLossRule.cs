using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.ProfitAndLoss;

/// <summary>The day's loss, realised and open, fees included, stays above its limit. At the limit everything is closed and nothing opens until the next day.</summary>
[RiskRule(Name, Category = "profit_and_loss")]
public sealed class DailyTotalLossRule(
    DailyTotalLossLimits limits, TradingAccount account, TradingGate gate, Liquidator liquidator, TradingCalendar calendar)
{
    private const string Name = "daily_total_loss";

    /// <summary>The open result moves with every quote.</summary>
    public ValueTask<RuleResult> CheckAsync(QuoteUpdated quote, TracedTradingSuite suite, CancellationToken cancellationToken)
        => CheckAsync(quote.ContractId, quote.Time, suite, cancellationToken);

    /// <summary>The realised result moves with every trade.</summary>
    public ValueTask<RuleResult> CheckAsync(TradeExecuted trade, TracedTradingSuite suite, CancellationToken cancellationToken)
        => CheckAsync(trade.ContractId, trade.Time, suite, cancellationToken);

    private async ValueTask<RuleResult> CheckAsync(string contractId, DateTimeOffset now, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        // The breach has been acted on, and the lock-out stands. Only something new to close is worth another look.
        if (gate.IsHeldBy(Name, contractId: null, now) && !liquidator.HasExposure)
            return RuleResult.Pass;
        if (!account.TryGetDayResult(out decimal result))
            return RuleResult.InsufficientData("an open position has no price to close at");

        RiskFlow flow = suite.Flow;
        decimal worst = -limits.Limit;
        if (!flow.FallsBelow("Day result", result, worst) && !flow.Check("Day result has reached its limit", result == worst))
            return RuleResult.Pass;

        string reason = $"day result {result:0.00} at or below {worst:0.00}";
        Lock(reason, now, flow);
        ValueTask<string?> flattening = liquidator.FlattenAsync(reason, suite, cancellationToken);
        flow.Raise(new BreachDetected(Name, contractId, result, worst, reason));
        string? failure = await flattening;
        return RuleResult.Breach(failure is null ? "flattened, locked out until the next trading day" : $"not flattened: {failure}");
    }

    private void Lock(string reason, DateTimeOffset now, RiskFlow flow)
    {
        if (gate.IsHeldBy(Name, contractId: null, now))
            return;
        DateTimeOffset until = calendar.DayAfter(calendar.DayOf(now)).Open;
        gate.Close(new TradingHold(Name, ContractId: null, reason, now, until), flow);
    }
}
