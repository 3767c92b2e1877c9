using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.ProfitAndLoss;

/// <summary>A position that loses as much as its limit is closed, before it costs the day.</summary>
[RiskRule(Name, Category = "profit_and_loss")]
public sealed class PositionUnrealizedLossRule(
    PositionLossLimits limits, TradingAccount account, MarketView market, Liquidator liquidator, BreachActions actions)
{
    private const string Name = "position_unrealized_loss";

    /// <summary>The open result moves with every quote.</summary>
    public ValueTask<RuleResult> CheckAsync(QuoteUpdated quote, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        // Its close is on the way: whatever the price does now, there is nothing left to decide.
        if (account.SizeOf(quote.ContractId) == 0 || liquidator.IsClosing(quote.ContractId))
            return ValueTask.FromResult(RuleResult.Pass);

        PositionLedger ledger = account.Ledger(market.Contract(quote.ContractId)!);
        if (!ledger.Contract.Product.IsValued)
            return ValueTask.FromResult(RuleResult.InsufficientData($"nobody says what a price of {quote.ContractId} is worth"));
        if ((ledger.Size > 0 ? quote.Bid : quote.Ask) is not { } price)
            return ValueTask.FromResult(RuleResult.InsufficientData($"{quote.ContractId} has no price to close at"));

        decimal result = ledger.OpenProfit(price);
        if (!suite.Flow.FallsTo("Open result", result, -limits.Limit))
            return ValueTask.FromResult(RuleResult.Pass);

        var breach = new BreachDetected(Name, quote.ContractId, result, -limits.Limit, $"open result {result:0.00} at or below {-limits.Limit:0.00}");
        return actions.CloseAsync(breach, suite, cancellationToken);
    }
}
