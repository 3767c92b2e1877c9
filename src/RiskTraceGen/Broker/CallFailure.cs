namespace RiskTraceGen;

/// <summary>What a failure of a broker call means for what may be done next.</summary>
public enum CallFailure : byte
{
    /// <summary>No failure: the broker did what it was asked.</summary>
    None = 0,

    /// <summary>The broker definitely did not, and may do it if it is asked again.</summary>
    Transient = 1,

    /// <summary>The broker definitely did not, and asking again will not help.</summary>
    Permanent = 2,

    /// <summary>Nobody knows whether it did: a timeout, a lost answer, a cancellation after the call began. The order may exist.</summary>
    Ambiguous = 3,
}
