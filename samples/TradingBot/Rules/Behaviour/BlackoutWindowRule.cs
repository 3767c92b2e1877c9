using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Behaviour;

/// <summary>Nothing is opened in a blackout: a part of every day, a holiday, or the minutes around news. Positions may be given back.</summary>
[RiskRule(Name, Category = "behaviour")]
public sealed class BlackoutWindowRule(BlackoutLimits limits, TradingGate gate, TradingCalendar calendar)
{
    private const string Name = "blackout_window";

    /// <summary>Looks at an order before it leaves.</summary>
    public RuleResult Check(OrderRequested request, RiskFlow flow) => Judge(request.Time, flow);

    /// <summary>Looks at the change of a working order.</summary>
    public RuleResult Check(OrderChangeRequested request, RiskFlow flow) => Judge(request.Time, flow);

    /// <summary>
    /// A blackout that begins is said once, and bars new positions until it ends; or until there is none any more, because its window was corrected.
    /// </summary>
    public RuleResult Check(ClockTick tick, RiskFlow flow)
    {
        if (Find(tick.Time) is not { } window)
        {
            gate.Lift(Name, contractId: null, tick.Time, flow);
            return RuleResult.Pass;
        }

        if (gate.IsHeldBy(Name, contractId: null, tick.Time))
            return RuleResult.Pass;
        gate.Close(new TradingHold(Name, ContractId: null, window.Name, tick.Time, window.End, HoldKind.Block), flow);
        return RuleResult.Breach($"{window.Name}, no new positions until {window.End:u}");
    }

    private RuleResult Judge(DateTimeOffset now, RiskFlow flow)
        => Find(now) is { } window && flow.Check("Inside a blackout", true) ? RuleResult.Breach(window.Name) : RuleResult.Pass;

    private (string Name, DateTimeOffset End)? Find(DateTimeOffset now)
    {
        foreach (NewsWindow news in limits.News)
        {
            if (now >= news.Start && now < news.End)
                return (news.Name, news.End);
        }

        TradingDay day = calendar.DayOf(now);
        if (limits.Holidays.Contains(day.Date))
            return ($"holiday {day.Date:yyyy-MM-dd}", calendar.DayAfter(day).Open);

        DateTime local = calendar.ToChicago(now);
        TimeOnly time = TimeOnly.FromDateTime(local);
        foreach (DailyWindow window in limits.Daily)
        {
            // Runs over midnight where it ends before it begins.
            if (time.IsBetween(window.From, window.To))
                return (window.Name, calendar.At(DateOnly.FromDateTime(time < window.To ? local : local.AddDays(1)), window.To));
        }

        return null;
    }
}
