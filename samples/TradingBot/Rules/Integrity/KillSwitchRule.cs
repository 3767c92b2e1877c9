using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Integrity;

/// <summary>
/// Somebody pulls it, the broker takes the account's right to trade, or refuses order after order: everything is withdrawn and closed, and the account is
/// disabled until a person enables it. As long as it is, whoever disabled it, what becomes known later is withdrawn and closed as well.
/// </summary>
[RiskRule(Name, Category = "integrity")]
public sealed class KillSwitchRule(KillSwitchLimits limits, TradingStop stop)
{
    private const string Name = "kill_switch";

    private readonly RollingCount _rejections = new(TimeSpan.FromSeconds(limits.WindowSeconds));

    /// <summary>Somebody pulled it.</summary>
    public ValueTask<RuleResult> CheckAsync(KillSwitchPulled pulled, TracedTradingSuite suite, CancellationToken cancellationToken)
        => PullAsync(new BreachDetected(Name, null, null, null, $"pulled by {pulled.By}: {pulled.Reason}"), pulled.Time, suite, cancellationToken);

    /// <summary>The broker says whether the account may trade.</summary>
    public ValueTask<RuleResult> CheckAsync(AccountUpdated account, TracedTradingSuite suite, CancellationToken cancellationToken)
        => suite.Flow.Check("Account may not trade", !account.CanTrade)
            ? PullAsync(new BreachDetected(Name, null, null, null, $"{account.AccountId} may not trade"), account.Time, suite, cancellationToken)
            : ValueTask.FromResult(RuleResult.Pass);

    /// <summary>Counts a refusal.</summary>
    public ValueTask<RuleResult> CheckAsync(OrderRejected rejected, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        _rejections.Add(rejected.Time);
        int count = _rejections.At(rejected.Time);
        if (!suite.Flow.Reaches("Orders refused", count, limits.Rejections))
            return ValueTask.FromResult(RuleResult.Pass);

        _rejections.Clear();
        string reason = $"{count} orders refused in {limits.WindowSeconds} s, the last one: {rejected.Reason}";
        return PullAsync(new BreachDetected(Name, rejected.Order.ContractId, count, limits.Rejections, reason), rejected.Time, suite, cancellationToken);
    }

    /// <summary>Looks again every minute: an order may have become known.</summary>
    public ValueTask<RuleResult> CheckAsync(ClockTick tick, TracedTradingSuite suite, CancellationToken cancellationToken)
        => stop.KeepDisabledAsync(Name, tick.Time, suite, cancellationToken);

    /// <summary>Looks again when a position changes: an order that could not be withdrawn may have traded.</summary>
    public ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
        => stop.KeepDisabledAsync(Name, position.Time, suite, cancellationToken);

    private ValueTask<RuleResult> PullAsync(BreachDetected breach, DateTimeOffset now, TracedTradingSuite suite, CancellationToken cancellationToken)
        => stop.IsDone(Name, now) ? ValueTask.FromResult(RuleResult.Pass) : stop.DisableAsync(breach, now, suite, cancellationToken);
}
