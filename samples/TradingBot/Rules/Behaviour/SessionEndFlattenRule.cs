using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Rules.Behaviour;

/// <summary>Nothing is held over the close of the trading day: some minutes before it everything is closed, and nothing opens until the next day.</summary>
[RiskRule(Name, Category = "behaviour")]
public sealed class SessionEndFlattenRule(SessionEndLimits limits, TradingGate gate, Liquidator liquidator, TradingCalendar calendar, BreachActions actions)
{
    private const string Name = "session_end_flatten";

    /// <summary>Looks at the clock.</summary>
    public ValueTask<RuleResult> CheckAsync(ClockTick tick, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        TradingDay day = calendar.DayOf(tick.Time);
        double minutesLeft = (day.Close - tick.Time).TotalMinutes;
        if (minutesLeft > limits.MinutesBeforeClose)
            return ValueTask.FromResult(RuleResult.Pass);

        if (!gate.IsHeldBy(Name, contractId: null, tick.Time))
            gate.Close(
                new TradingHold(Name, ContractId: null, "the trading day is over", tick.Time, calendar.DayAfter(day).Open, HoldKind.LockOut), suite.Flow);
        if (!suite.Flow.Check("Positions or orders at the end of the trading day", liquidator.HasExposure))
            return ValueTask.FromResult(RuleResult.Pass);

        var breach = new BreachDetected(Name, ContractId: null, Reason: $"the trading day closes in {Math.Max(minutesLeft, 0):0} minutes");
        return actions.FlattenAsync(breach, " before the close", suite, cancellationToken);
    }
}
