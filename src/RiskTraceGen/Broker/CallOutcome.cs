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
}
