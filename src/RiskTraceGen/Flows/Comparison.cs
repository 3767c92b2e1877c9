namespace RiskTraceGen;

/// <summary>How a check compares. The values are part of the journal's format.</summary>
internal enum Comparison : byte
{
    /// <summary>A breach is a value above the limit.</summary>
    Exceeds = 0,

    /// <summary>A breach is a value below the limit.</summary>
    FallsBelow = 1,

    /// <summary>The user's code compared.</summary>
    None = 2,

    /// <summary>A breach is a value at the limit or above it.</summary>
    Reaches = 3,

    /// <summary>A breach is a value at the limit or below it.</summary>
    FallsTo = 4,
}
