using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Behaviour;

/// <summary>
/// Whoever trades too often pauses: a minute, an hour and a session each have their number of trades. What an
/// order trades is one, in however many parts it comes: a thin market makes nobody trade more often.
/// </summary>
[RiskRule(Name, Category = "behaviour")]
public sealed class TradeFrequencyRule(TradeFrequencyLimits limits, TradingGate gate, TradingCalendar calendar, MarketClock clock)
{
    private const string Name = "trade_frequency";

    /// <summary>Trades of an order come one after the other; this many orders may trade in between.</summary>
    private const int OrdersBetween = 100;

    private readonly Queue<string> _counted = [];
    private readonly RollingCount _minute = new(TimeSpan.FromMinutes(1));
    private readonly RollingCount _hour = new(TimeSpan.FromHours(1));
    private int _session;

    /// <summary>The numbers of a session begin anew.</summary>
    public RuleResult Check(DayRolled day)
    {
        _session = 0;
        return RuleResult.Pass;
    }

    /// <summary>Counts a trade.</summary>
    public RuleResult Check(TradeExecuted trade, RiskFlow flow)
    {
        if (IsCounted(trade.OrderId))
            return RuleResult.Pass;

        _minute.Add(trade.Time);
        _hour.Add(trade.Time);
        _session++;
        DateTimeOffset pause = clock.NowOrLater(trade.Time).AddMinutes(limits.CoolDownMinutes);
        if (flow.Exceeds("Trades in the session", _session, limits.PerSession))
            return EndSession(trade, calendar.DayAfter(calendar.DayOf(trade.Time)).Open, flow);
        if (flow.Exceeds("Trades in an hour", _hour.At(trade.Time), limits.PerHour))
            return Pause(trade, _hour.At(trade.Time), limits.PerHour, "in an hour", pause, flow);
        if (flow.Exceeds("Trades in a minute", _minute.At(trade.Time), limits.PerMinute))
            return Pause(trade, _minute.At(trade.Time), limits.PerMinute, "in a minute", pause, flow);
        return RuleResult.Pass;
    }

    private bool IsCounted(string? order)
    {
        if (order is null)
            return false;
        if (_counted.Contains(order))
            return true;
        _counted.Enqueue(order);
        if (_counted.Count > OrdersBetween)
            _counted.Dequeue();
        return false;
    }

    // A shorter pause that stands would end before the session does.
    private RuleResult EndSession(in TradeExecuted trade, DateTimeOffset next, RiskFlow flow)
        => gate.IsHeldBy(Name, contractId: null, next.AddTicks(-1))
            ? RuleResult.Pass
            : Hold(trade, _session, limits.PerSession, "in the session", next, flow);

    // One pause for one flurry; what still trades meanwhile only gives back.
    private RuleResult Pause(in TradeExecuted trade, int count, int limit, string stretch, DateTimeOffset until, RiskFlow flow)
        => gate.IsHeldBy(Name, contractId: null, clock.NowOrLater(trade.Time))
            ? RuleResult.Pass
            : Hold(trade, count, limit, stretch, until, flow);

    private RuleResult Hold(in TradeExecuted trade, int count, int limit, string stretch, DateTimeOffset until, RiskFlow flow)
    {
        string reason = $"{count} trades {stretch}, {limit} allowed";
        gate.Close(new TradingHold(Name, ContractId: null, reason, clock.NowOrLater(trade.Time), until, HoldKind.CoolDown), flow);
        flow.Raise(new BreachDetected(Name, trade.ContractId, count, limit, reason));
        return RuleResult.Breach($"no new positions until {until:u}");
    }
}
