namespace RiskTraceGen;

/// <summary>How a flow ended. The values are part of the journal's format.</summary>
internal enum FlowOutcome : byte
{
    /// <summary>It was completed.</summary>
    Completed = 0,

    /// <summary>Its handle was disposed of without a result.</summary>
    Abandoned = 1,
}
