using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Market;

namespace TradingBot.Risk;

/// <summary>
/// Takes the whole account out of the market: first nothing new may open, then everything is withdrawn and closed, and the alert travels beside it.
/// </summary>
public sealed class TradingStop(TradingGate gate, Liquidator liquidator, TradingCalendar calendar, BreachActions actions)
{
    /// <summary>Whether what <paramref name="rule"/> decided has been carried out, and nothing new has come to be held since.</summary>
    public bool IsDone(string rule, DateTimeOffset now) => gate.IsHeldBy(rule, contractId: null, now) && !liquidator.HasExposure;

    /// <summary>Flattens, and locks the account out until the next trading day.</summary>
    public ValueTask<RuleResult> LockOutAsync(BreachDetected breach, DateTimeOffset now, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        DateTimeOffset until = calendar.DayAfter(calendar.DayOf(now)).Open;
        return StopAsync(breach, HoldKind.LockOut, now, until, ", locked out until the next trading day", suite, cancellationToken);
    }

    /// <summary>Flattens, and disables the account until a person enables it.</summary>
    public ValueTask<RuleResult> DisableAsync(BreachDetected breach, DateTimeOffset now, TracedTradingSuite suite, CancellationToken cancellationToken)
        => StopAsync(breach, HoldKind.Disable, now, until: null, ", disabled until somebody enables it", suite, cancellationToken);

    /// <summary>Flattens what has become known since the account was disabled, by whichever rule, in this run or an earlier one.</summary>
    /// <param name="rule">Who looks.</param>
    /// <param name="now">When, in market time.</param>
    /// <param name="suite">The broker.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<RuleResult> KeepDisabledAsync(string rule, DateTimeOffset now, TracedTradingSuite suite, CancellationToken cancellationToken)
        => gate.Disabled(now) is { } hold && suite.Flow.Check("Something is held while disabled", liquidator.HasExposure)
            ? actions.FlattenAsync(
                new BreachDetected(rule, null, null, null, $"found while disabled by {hold.SetBy}: {hold.Reason}"),
                ", still disabled",
                suite,
                cancellationToken)
            : ValueTask.FromResult(RuleResult.Pass);

    private ValueTask<RuleResult> StopAsync(
        BreachDetected breach,
        HoldKind kind,
        DateTimeOffset now,
        DateTimeOffset? until,
        string outcome,
        TracedTradingSuite suite,
        CancellationToken cancellationToken)
    {
        if (!gate.IsHeldBy(breach.Rule, contractId: null, now))
            gate.Close(new TradingHold(breach.Rule, ContractId: null, breach.Reason ?? breach.Rule, now, until, kind), suite.Flow);
        return actions.FlattenAsync(breach, outcome, suite, cancellationToken);
    }
}
