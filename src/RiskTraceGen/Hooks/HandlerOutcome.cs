namespace RiskTraceGen;

/// <summary>How a handler's execution ended. The values are part of the journal's format.</summary>
internal enum HandlerOutcome : byte
{
    /// <summary>It ran to its end.</summary>
    Succeeded = 0,

    /// <summary>It threw.</summary>
    Failed = 1,

    /// <summary>It was given up at its timeout.</summary>
    Abandoned = 2,

    /// <summary>It never started.</summary>
    Skipped = 3,

    /// <summary>It ended after it had been given up.</summary>
    EndedLate = 4,
}
