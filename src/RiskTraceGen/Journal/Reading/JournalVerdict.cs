namespace RiskTraceGen;

/// <summary>What a verification found.</summary>
/// <param name="Records">Whole records.</param>
/// <param name="Segments">Segments read.</param>
/// <param name="Left">Bytes that no record could be read from, by cause.</param>
/// <param name="Damages">What is not as it was written; each says in which file.</param>
/// <param name="Notes">What is worth knowing and no damage.</param>
/// <param name="Head">The hash of the segment sealed last, as 64 hexadecimal digits; empty when none is sealed.</param>
internal sealed record JournalVerdict(
    long Records, int Segments, LeftBytes Left, IReadOnlyList<string> Damages, IReadOnlyList<string> Notes, string Head)
{
    /// <summary>Whether everything is as it was written.</summary>
    public bool IsOk => Damages.Count == 0;

    /// <summary>One line that says it all.</summary>
    public override string ToString()
        => $"{(IsOk ? "ok" : "damaged")}: {Records} records, {Segments} segments, {Left}{(IsOk ? "" : $"; {Damages.Count} {(Damages.Count == 1 ? "damage" : "damages")}")}";
}
