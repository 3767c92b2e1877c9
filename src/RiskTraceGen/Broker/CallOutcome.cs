namespace RiskTraceGen;

/// <summary>How a broker call ended. The values are part of the journal's format.</summary>
public enum CallOutcome : byte
{
    /// <summary>The broker did what it was asked.</summary>
    Ok = 0,

    /// <summary>The broker definitely did not: an exception, or a result that says so.</summary>
    Failed = 1,

    /// <summary>Nobody knows: a timeout, a lost answer, a cancellation after the call began. The order may exist.</summary>
    Ambiguous = 2,

    /// <summary>The call was never made.</summary>
    NotAttempted = 3,

    /// <summary>
    /// The call returned something that is still to run, a stream, a sequence that is no collection, or an
    /// awaitable of the broker's own: what comes of it is not this call's record. Only in records.
    /// </summary>
    HandedOver = 4,

    /// <summary>The caller stopped before the end of a stream. Only in records.</summary>
    Stopped = 5,
}

internal static class CallOutcomes
{
    /// <summary>Whether a person should look: the call did not do what it was asked, as far as is known.</summary>
    public static bool IsFailure(this CallOutcome outcome) => outcome is not (CallOutcome.Ok or CallOutcome.HandedOver or CallOutcome.Stopped);
}
