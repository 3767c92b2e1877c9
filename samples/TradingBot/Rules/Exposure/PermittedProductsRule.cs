using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>Only listed products are traded. A position in another one is closed, however it came about.</summary>
[RiskRule(Name, Category = "exposure")]
public sealed class PermittedProductsRule(
    PermittedProductsLimits limits, TradingAccount account, MarketView market, Liquidator liquidator, BreachActions actions)
{
    private const string Name = "permitted_products";

    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow)
    {
        if (market.Contract(request.Order.ContractId) is not { Product.Root: { } root })
            return RuleResult.InsufficientData($"{request.Order.ContractId} is unknown");
        return flow.Check("Product not listed", !limits.Roots.Contains(root)) ? RuleResult.Breach($"{root} is not listed") : RuleResult.Pass;
    }

    /// <summary>Looks at a position that has changed.</summary>
    public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (position.Size == 0)
            return RuleResult.Pass;
        FuturesContract? contract = market.Contract(position.ContractId)
            ?? account.OpenPositions.FirstOrDefault(ledger => ledger.Contract.Id == position.ContractId)?.Contract;
        if (contract is not { Product.Root: { } root })
            return RuleResult.InsufficientData($"{position.ContractId} is unknown");
        return await JudgeAsync(position.ContractId, root, suite, cancellationToken);
    }

    /// <summary>Looks at every position again, because a close may have failed; what is on its way is gone.</summary>
    public async ValueTask<RuleResult> CheckAsync(ClockTick tick, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        RuleResult worst = RuleResult.Pass;
        foreach (PositionLedger ledger in account.OpenPositions.Where(ledger => liquidator.Remaining(ledger) != 0).ToArray())
        {
            RuleResult result = await JudgeAsync(ledger.Contract.Id, ledger.Contract.Product.Root, suite, cancellationToken);
            worst = result > worst ? result : worst;
        }

        return worst;
    }

    private ValueTask<RuleResult> JudgeAsync(string contractId, string root, TracedTradingSuite suite, CancellationToken cancellationToken)
        => suite.Flow.Check("Product not listed", !limits.Roots.Contains(root))
            ? actions.CloseAsync(new BreachDetected(Name, contractId, Reason: $"{root} is not listed"), suite, cancellationToken)
            : ValueTask.FromResult(RuleResult.Pass);
}
