namespace RiskTraceGen;

/// <summary>Why a broker call is made, as its flow handle carries it.</summary>
internal enum CallRole : byte
{
    /// <summary>Somebody's code asked for it.</summary>
    Call = 0,

    /// <summary>It takes over for a call that has failed. It has no fallback itself, so that two calls cannot name each other for ever.</summary>
    Fallback = 1,

    /// <summary>It finds out what became of an ambiguous call.</summary>
    Reconciliation = 2,
}
