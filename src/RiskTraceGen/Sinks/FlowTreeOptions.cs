namespace RiskTraceGen;

/// <summary>How flows are written as trees. The default is plain UTF-8 text, times in UTC.</summary>
public sealed record FlowTreeOptions
{
    /// <summary>Whether each step has its symbol: 🚀 🛡️ 📊 🪝 🔌 🚨 ✅ ❌. For terminals that show UTF-8.</summary>
    public bool Symbols { get; init; }

    /// <summary>Whether steps are coloured by ANSI escape sequences. For terminals.</summary>
    public bool Color { get; init; }

    /// <summary>
    /// Whether nothing but ASCII is written: <c>-></c> for an arrow, <c>\-</c> for a branch. For outputs that are not UTF-8; without symbols.
    /// </summary>
    public bool Ascii { get; init; }

    /// <summary>
    /// The zone of the times of day. UTC unless set: the same moment reads the same on every machine, and no hour comes twice in autumn.
    /// </summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What ends a line.</summary>
    public string NewLine { get; init; } = "\n";
}
