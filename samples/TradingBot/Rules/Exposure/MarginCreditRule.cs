using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>There is money for what is held and for all that is ordered, should it trade. Without it nothing is opened.</summary>
[RiskRule(Name, Category = "exposure")]
public sealed class MarginCreditRule(MarginCreditLimits limits, TradingAccount account, OrderProjection projection, TradingGate gate)
{
    private const string Name = "margin_credit";

    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow) => Judge(request.Order, replaces: null, flow);

    /// <summary>Looks at what a working order would become.</summary>
    public RuleResult Check(OrderChangeRequested request, RiskFlow flow) => Judge(request.Order, request.OrderId, flow);

    /// <summary>The account changed: while it is short of money nothing is opened.</summary>
    public RuleResult Check(AccountUpdated update, RiskFlow flow) => Review(update.Time, flow);

    /// <summary>While nothing may be opened the account may not change, so what was barred, by an earlier run too, is looked at again.</summary>
    public RuleResult Check(ClockTick tick, RiskFlow flow)
        => gate.IsHeldBy(Name, contractId: null, tick.Time) ? Review(tick.Time, flow) : RuleResult.Pass;

    private RuleResult Review(DateTimeOffset now, RiskFlow flow)
    {
        RuleResult result = Judge(next: null, replaces: null, flow);
        if (result.IsBreach)
            gate.Block(Name, contractId: null, result.Reason, now, flow);
        else if (result.IsPass)
            gate.Lift(Name, contractId: null, now, flow);
        return result;
    }

    private RuleResult Judge(OrderRequest? next, string? replaces, RiskFlow flow)
    {
        if (projection.Project(next, replaces) is not { } ranges)
            return RuleResult.InsufficientData("a contract is unknown");
        if (!account.TryGetEquity(out decimal available))
            return RuleResult.InsufficientData("an open position has no price to close at");

        decimal required = 0;
        foreach (SizeRange range in ranges)
        {
            if (!limits.MarginByProduct.TryGetValue(range.Product.Root, out decimal margin))
                return RuleResult.InsufficientData($"nobody says what {range.Product.Root} needs");
            required += margin * Math.Max(Math.Abs(range.Lowest), Math.Abs(range.Highest));
        }

        return flow.Exceeds("Margin required", required, available)
            ? RuleResult.Breach($"{required:0.00} USD required, {available:0.00} available")
            : RuleResult.Pass;
    }
}
