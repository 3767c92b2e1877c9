using RiskTraceGen;
using TradingBot.Risk;

namespace TradingBot.Handlers;

/// <summary>One line of the audit trail.</summary>
/// <param name="Sequence">Strictly increasing, from 1.</param>
/// <param name="Utc">When it was written down.</param>
/// <param name="Flow">The flow in which it happened: where to read the rest.</param>
/// <param name="What">What happened.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset Utc, long Flow, string What);

/// <summary>Keeps what the bot decided about the account, in the order in which it was decided.</summary>
public sealed class AuditTrail
{
    private readonly Lock _lock = new();
    private readonly List<AuditEntry> _entries = [];
    private int _criticalFailures;

    /// <summary>How many of them are critical failures.</summary>
    public int CriticalFailures => Volatile.Read(ref _criticalFailures);

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<AuditEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <summary>A rule found a limit crossed.</summary>
    [Hook("on_breach", Order = 0)]
    public void OnBreach(BreachDetected breach, RiskFlow flow)
        => Add(flow, $"{breach.Rule} breached on {breach.ContractId ?? "the account"}: {breach.Value} against {breach.Limit} {breach.Reason}");

    /// <summary>A rule barred new positions.</summary>
    [Hook("trading_hold")]
    public void OnHold(TradingHold hold, RiskFlow flow)
        => Add(flow, hold.InWords());

    /// <summary>New positions are allowed again, before the time or by a person.</summary>
    [Hook("hold_lifted")]
    public void OnHoldLifted(HoldLifted lifted, RiskFlow flow)
        => Add(
            flow,
            $"{lifted.By} lifts what {lifted.Hold.SetBy} barred on {lifted.Hold.ContractId ?? "all contracts"} ({lifted.Hold.Kind}): {lifted.Hold.Reason}");

    /// <summary>Positions are being closed.</summary>
    [Hook("auto_flatten_start")]
    public void OnFlattenStart(AutoFlattenStart flatten, RiskFlow flow)
        => Add(flow, $"flattening {flatten.AccountId}: {flatten.Reason}");

    /// <summary>Positions were closed, or not.</summary>
    [Hook("auto_flatten_complete")]
    public void OnFlattenComplete(AutoFlattenComplete flatten, RiskFlow flow)
        => Add(flow, flatten.Success ? $"flattened {flatten.AccountId}" : $"could not flatten {flatten.AccountId}: {flatten.Error}");

    /// <summary>Something that guards the account failed itself.</summary>
    [Hook("critical_failure", Order = 0)]
    public void OnCriticalFailure(CriticalFailure failure, RiskFlow flow)
    {
        Interlocked.Increment(ref _criticalFailures);
        Add(flow, $"critical failure of {failure.Source}: {failure.Message}");
    }

    private void Add(RiskFlow flow, string what)
    {
        lock (_lock)
            _entries.Add(new AuditEntry(_entries.Count + 1, flow.Time.GetUtcNow(), flow.Id, what));
    }
}
