namespace RiskTraceGen;

/// <summary>What may happen to a record when the reader is behind.</summary>
internal enum Admission : byte
{
    /// <summary>Refused when three quarters of the bound are in use.</summary>
    Detail,

    /// <summary>Uses the last quarter, then waits at most a millisecond, then is counted as lost.</summary>
    Audit,
}
