namespace RiskTraceGen;

/// <summary>What is known of a flow before it is decoded.</summary>
public readonly record struct FlowSummary
{
    /// <summary>The flow's id; 0 for what the tracer says of itself.</summary>
    public long Id { get; init; }

    /// <summary>Whether the flow was completed.</summary>
    public bool Completed { get; init; }

    /// <summary>Whether the flow was never completed.</summary>
    public bool Abandoned { get; init; }

    /// <summary>Whether this is not a flow but what was recorded under its id after it had been handed over.</summary>
    public bool IsAddition { get; init; }

    /// <summary>The gravest verdict; <see langword="null"/> when no rule gave one.</summary>
    public RuleSeverity? Worst { get; init; }

    /// <summary>Whether a rule found a limit crossed.</summary>
    public bool HasBreach { get; init; }

    /// <summary>Whether a broker call failed, or nobody knows whether it did.</summary>
    public bool HasFailedCall { get; init; }

    /// <summary>Whether a broker call began whose end is not recorded: the order may exist.</summary>
    public bool HasUnfinishedCall { get; init; }

    /// <summary>Whether a handler failed, was given up or never started.</summary>
    public bool HasHookFailure { get; init; }

    /// <summary>Whether an alert was raised.</summary>
    public bool HasAlert { get; init; }

    /// <summary>How many steps were recorded. A hook that nothing handles does not count.</summary>
    public int Steps { get; init; }

    /// <summary>Records that are left out because a flow is held in bounded memory.</summary>
    public int LeftOut { get; init; }

    /// <summary>When its first record was written.</summary>
    public DateTimeOffset StartUtc { get; init; }

    /// <summary>From its first record to its last: to the end of its last handler.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether something breached or failed: what <see cref="TraceLevel.Breaches"/> shows.</summary>
    public bool NeedsAttention => Worst >= RuleSeverity.Breach || HasBreach || HasFailedCall || HasUnfinishedCall || HasHookFailure || HasAlert || Abandoned;
}
