namespace RiskTraceGen;

/// <summary>
/// Why a broker call is made, as its flow handle carries it and its records say. What is made for the sake of a fallback is itself one, and so on: each
/// of the two can come about once on the way, so that calls which name each other come to an end.
/// </summary>
[Flags]
internal enum CallRole : byte
{
    /// <summary>Somebody's code asked for it.</summary>
    Call = 0,

    /// <summary>It takes over for a call that has failed. It has no fallback itself.</summary>
    Fallback = RecordFlags.Fallback,

    /// <summary>It finds out what became of an ambiguous call. Nobody asks what became of it.</summary>
    Reconciliation = RecordFlags.Reconciliation,
}
