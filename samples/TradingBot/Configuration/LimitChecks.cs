using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Configuration;

/// <summary>Checks the limits of every rule, family by family.</summary>
internal static class LimitChecks
{
    private const decimal MaxMoney = 100_000_000;
    private const int MinutesOfDay = 1_440;

    public static void Check(SettingCheck check, LimitSettings limits)
    {
        BeforeOrder(check, limits);
        Exposure(check, limits);
        ProfitAndLoss(check, limits);
        Behaviour(check, limits);
        Integrity(check, limits);
    }

    private static void BeforeOrder(SettingCheck check, LimitSettings limits)
    {
        check.Between("MaxOrderSize:Minis", limits.MaxOrderSize.Minis, 1, 10_000);
        check.Between("MaxOrderSize:Micros", limits.MaxOrderSize.Micros, 1, 100_000);
        check.Between("MaxOrderValue:Value", limits.MaxOrderValue.Value, 1, 1_000 * MaxMoney);
        check.Between("PriceCollar:Ticks", limits.PriceCollar.Ticks, 1, 100_000);
        check.Between("DuplicateOrder:WindowMilliseconds", limits.DuplicateOrder.WindowMilliseconds, 1, 3_600_000);
        check.Between("SelfMatch:Ticks", limits.SelfMatch.Ticks, 1, 1_000);
        check.Between("MaxWorkingOrders:Orders", limits.MaxWorkingOrders.Orders, 1, 10_000);
        check.Between("MessageThrottle:Messages", limits.MessageThrottle.Messages, 1, 100_000);
        check.Between("MessageThrottle:WindowSeconds", limits.MessageThrottle.WindowSeconds, 1, 86_400);
        check.Between("RepeatedExecution:Executions", limits.RepeatedExecution.Executions, 1, 100_000);
        check.Between("RepeatedExecution:WindowMinutes", limits.RepeatedExecution.WindowMinutes, 1, MinutesOfDay);
    }

    private static void Exposure(SettingCheck check, LimitSettings limits)
    {
        check.Between("MaxContractsPerInstrument:Minis", limits.MaxContractsPerInstrument.Minis, 1, 10_000);
        check.Between("MaxContractsPerInstrument:Micros", limits.MaxContractsPerInstrument.Micros, 1, 100_000);
        check.Between("MaxContractsAccount:Lots", limits.MaxContractsAccount.Lots, 0.1m, 10_000);
        check.OneOf<LotCount>("MaxContractsAccount:Count");
        check.OneOf<LotCount>("ScalingPlan:Count");
        check.EachBetween("ScalingPlan:Tiers", limits.ScalingPlan.Tiers.ToDictionary(tier => tier.Key, tier => (decimal)tier.Value), 1, 10_000);
        check.EachBetween("MarginCredit:MarginByProduct", limits.MarginCredit.MarginByProduct, 1, MaxMoney);
        Known(check, "MarginCredit:MarginByProduct", limits.MarginCredit.MarginByProduct.Keys);
        check.Between("CorrelatedExposure:Cap", limits.CorrelatedExposure.Cap, 0.1m, 10_000);
        check.That(limits.CorrelatedExposure.Groups.Count > 0, "CorrelatedExposure:Groups", "is missing; expected the weights of at least one group.");
        foreach ((string group, Dictionary<string, decimal> weights) in limits.CorrelatedExposure.Groups)
        {
            check.EachBetween($"CorrelatedExposure:Groups:{group}", weights, 0.001m, 1_000);
            Known(check, $"CorrelatedExposure:Groups:{group}", weights.Keys);
        }

        check.That(limits.PermittedProducts.Roots.Count > 0, "PermittedProducts:Roots", "is missing; expected at least one product.");
        Known(check, "PermittedProducts:Roots", limits.PermittedProducts.Roots);
        check.Between("MissingStop:GraceSeconds", limits.MissingStop.GraceSeconds, 1, 86_400);
    }

    private static void ProfitAndLoss(SettingCheck check, LimitSettings limits)
    {
        check.Between("PerTradeRisk:Amount", limits.PerTradeRisk.Amount, 0.01m, MaxMoney);
        check.Between("PerTradeRisk:Percent", limits.PerTradeRisk.Percent, 0.01m, 100);
        check.Between("PositionUnrealizedLoss:Limit", limits.PositionUnrealizedLoss.Limit, 0.01m, MaxMoney);
        check.Between("DailyRealizedLoss:Limit", limits.DailyRealizedLoss.Limit, 0.01m, MaxMoney);
        check.Between("DailyTotalLoss:Limit", limits.DailyTotalLoss.Limit, 0.01m, MaxMoney);
        check.Between("TrailingDrawdown:Amount", limits.TrailingDrawdown.Amount, 0.01m, MaxMoney);
        check.OneOf<HighWaterMark>("TrailingDrawdown:Mode");
        check.Between("TrailingDrawdown:LockProfit", limits.TrailingDrawdown.LockProfit, 0, MaxMoney);
        check.Between("DailyProfitLock:Target", limits.DailyProfitLock.Target, 0.01m, MaxMoney);
        check.Between("ConsistencyCap:Percent", limits.ConsistencyCap.Percent, 1, 100);
        check.Between("ConsistencyCap:FromProfit", limits.ConsistencyCap.FromProfit, 0.01m, MaxMoney);
    }

    private static void Behaviour(SettingCheck check, LimitSettings limits)
    {
        check.Between("TradeFrequency:PerMinute", limits.TradeFrequency.PerMinute, 1, 100_000);
        check.Between("TradeFrequency:PerHour", limits.TradeFrequency.PerHour, 1, 100_000);
        check.Between("TradeFrequency:PerSession", limits.TradeFrequency.PerSession, 1, 1_000_000);
        check.Between("TradeFrequency:CoolDownMinutes", limits.TradeFrequency.CoolDownMinutes, 1, MinutesOfDay);
        check.Between("LossStreakCooldown:Losses", limits.LossStreakCooldown.Losses, 1, 1_000);
        check.Between("LossStreakCooldown:Amount", limits.LossStreakCooldown.Amount, 0.01m, MaxMoney);
        check.Between("LossStreakCooldown:CoolDownMinutes", limits.LossStreakCooldown.CoolDownMinutes, 1, MinutesOfDay);
        for (int i = 0; i < limits.BlackoutWindow.Daily.Count; i++)
        {
            DailyWindow window = limits.BlackoutWindow.Daily[i];
            check.NotEmpty($"BlackoutWindow:Daily:{i}:Name", window.Name);
            check.That(
                window.From != window.To,
                $"BlackoutWindow:Daily:{i}",
                $"is empty, from {window.From} to {window.To}; expected two different times in Chicago.");
        }

        for (int i = 0; i < limits.BlackoutWindow.News.Count; i++)
        {
            NewsWindow window = limits.BlackoutWindow.News[i];
            check.NotEmpty($"BlackoutWindow:News:{i}:Name", window.Name);
            check.That(
                window.Start < window.End,
                $"BlackoutWindow:News:{i}",
                $"starts at {window.Start:u} and ends at {window.End:u}; expected an end after the start.");
        }

        check.Between("SessionEndFlatten:MinutesBeforeClose", limits.SessionEndFlatten.MinutesBeforeClose, 1, 600);
    }

    private static void Integrity(SettingCheck check, LimitSettings limits)
    {
        check.Between("StaleMarketData:MaxSeconds", limits.StaleMarketData.MaxSeconds, 1, 86_400);
        check.Between("SpreadLimit:Ticks", limits.SpreadLimit.Ticks, 1, 10_000);
        check.Between("VolatilityHalt:AtrBars", limits.VolatilityHalt.AtrBars, 2, 1_000);
        check.Between("VolatilityHalt:MaxRatio", limits.VolatilityHalt.MaxRatio, 1, 1_000);
        check.Between("VolatilityHalt:CoolDownMinutes", limits.VolatilityHalt.CoolDownMinutes, 1, MinutesOfDay);
        check.Between("ConnectivityLoss:MaxDownSeconds", limits.ConnectivityLoss.MaxDownSeconds, 1, 86_400);
        check.Between("ConnectivityLoss:MaxTokenMinutes", limits.ConnectivityLoss.MaxTokenMinutes, 1, 100_000);
        check.Between("ReconciliationBreak:EveryMinutes", limits.ReconciliationBreak.EveryMinutes, 1, MinutesOfDay);
        check.Between("KillSwitch:Rejections", limits.KillSwitch.Rejections, 1, 10_000);
        check.Between("KillSwitch:WindowSeconds", limits.KillSwitch.WindowSeconds, 1, 86_400);
    }

    private static void Known(SettingCheck check, string key, IEnumerable<string> roots)
    {
        foreach (string root in roots)
            check.That(
                FuturesProduct.Find(root)?.Root == root,
                key,
                $"names {root}; expected {string.Join(", ", FuturesProduct.All.Select(product => product.Root))}.");
    }
}
