using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Exposure;

/// <summary>Contracts that move together are one position: by weight they stay under a cap. An order that could lead above it does not leave.</summary>
[RiskRule("correlated_exposure", Category = "exposure")]
public sealed class CorrelatedExposureRule(CorrelatedExposureLimits limits, OrderProjection projection)
{
    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow) => Judge(request.Order, replaces: null, flow);

    /// <summary>Looks at what a working order would become.</summary>
    public RuleResult Check(OrderChangeRequested request, RiskFlow flow) => Judge(request.Order, request.OrderId, flow);

    /// <summary>Says when the cap is exceeded by what is held and ordered; orders are barred by the check before them.</summary>
    public RuleResult Check(PositionUpdated position, RiskFlow flow) => Judge(next: null, replaces: null, flow);

    private RuleResult Judge(OrderRequest? next, string? replaces, RiskFlow flow)
    {
        if (projection.Project(next, replaces) is not { } ranges)
            return RuleResult.InsufficientData("a contract is unknown");

        foreach ((string group, Dictionary<string, decimal> weights) in limits.Groups)
        {
            decimal highest = 0, lowest = 0;
            foreach (SizeRange range in ranges)
            {
                decimal weight = weights.GetValueOrDefault(range.Product.Root);
                highest += weight * range.Highest;
                lowest += weight * range.Lowest;
            }

            decimal exposure = Math.Max(Math.Abs(highest), Math.Abs(lowest));
            if (flow.Exceeds("Correlated exposure", exposure, limits.Cap))
                return RuleResult.Breach($"{exposure:0.##} weighted contracts of {group}, {limits.Cap} allowed");
        }

        return RuleResult.Pass;
    }
}
