namespace RiskTraceGen.Analyzers.Results;

/// <summary>What becomes of a value. Of several things that are done with it, the last of these counts.</summary>
internal enum Fate
{
    /// <summary>Nobody has it.</summary>
    Dropped,

    /// <summary>Its task is part of another, such as that of <c>Task.WhenAll</c>, which nobody has.</summary>
    DroppedTogether,

    /// <summary>Somebody waits for it, and nobody looks at what it says.</summary>
    Awaited,

    /// <summary>Somebody looks at it, or has it.</summary>
    Used,
}
