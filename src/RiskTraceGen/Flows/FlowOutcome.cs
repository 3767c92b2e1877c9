namespace RiskTraceGen;

/// <summary>How a flow ended. The values are part of the journal's format.</summary>
internal enum FlowOutcome : byte
{
    /// <summary>It was completed.</summary>
    Completed = 0,

    /// <summary>It was never completed: its handle was disposed of without a result, or nobody came to complete it. The result says why.</summary>
    Abandoned = 1,
}
