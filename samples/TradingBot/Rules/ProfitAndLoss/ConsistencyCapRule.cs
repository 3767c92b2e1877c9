using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Configuration;
using TradingBot.Domain;

namespace TradingBot.Rules.ProfitAndLoss;

/// <summary>Warns, once a day, when one day has earned too much of the whole profit: such an evaluation is not passed, however high the profit.</summary>
[RiskRule(Name, Category = "profit_and_loss")]
public sealed class ConsistencyCapRule(ConsistencyCapLimits limits, TradingAccount account)
{
    private const string Name = "consistency_cap";

    private bool _warned;

    /// <summary>Looks at the profit after a trade.</summary>
    public RuleResult Check(TradeExecuted trade, RiskFlow flow) => Judge(account.Balance, flow);

    /// <summary>A day is over: it may have been the best.</summary>
    public RuleResult Check(DayRolled day, RiskFlow flow)
    {
        _warned = false;
        return Judge(day.PriorCloseBalance, flow);
    }

    private RuleResult Judge(decimal balance, RiskFlow flow)
    {
        decimal total = balance - account.OpeningBalance;
        if (_warned || total < limits.FromProfit)
            return RuleResult.Pass;

        decimal share = 100 * Math.Max(account.BestDay, balance - account.BalanceAtDayStart) / total;
        if (!flow.Reaches("Best day to total, percent", share, limits.Percent))
            return RuleResult.Pass;

        _warned = true;
        flow.Raise(new BreachDetected(Name, null, Math.Round(share, 2), limits.Percent, $"one day made {share:0.0} % of {total:0.00}"));
        return RuleResult.Breach("more days are needed");
    }
}
