namespace RiskTraceGen;

/// <summary>Why a handler did not do its work.</summary>
public enum HookFailureKind : byte
{
    /// <summary>It threw.</summary>
    Failed,

    /// <summary>It did not end before its timeout and was abandoned; it may still be running.</summary>
    TimedOut,

    /// <summary>It was never started.</summary>
    Skipped,
}

/// <summary>What a failure handler is told.</summary>
/// <param name="Hook">The hook, for example <c>on_breach</c>.</param>
/// <param name="Handler">The handler, for example <c>Alerts.NotifyAsync</c>.</param>
/// <param name="Kind">Why it did not do its work.</param>
/// <param name="Exception">What it threw.</param>
/// <param name="FlowId">The flow in which it was raised.</param>
/// <param name="Reason">In words, what no exception says: when it was abandoned, or why it was never started. <see langword="null"/> when it threw.</param>
public readonly record struct HookFailure(string Hook, string Handler, HookFailureKind Kind, Exception? Exception, long FlowId, string? Reason = null);
