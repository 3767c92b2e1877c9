using System.Globalization;

namespace RiskTraceGen.Tool.Search;

/// <summary>What a journal lacks, by its own account and by what could not be read: no view of it may look complete when it is not.</summary>
/// <param name="DetailDropped">Detail records that were refused because the writer's reader was behind.</param>
/// <param name="AuditLost">Audit records that were lost.</param>
/// <param name="Left">Bytes that no record could be read from.</param>
/// <param name="Missing">Bytes between segments that no segment holds: of a file that was removed, or of a time without a disk to write to.</param>
internal sealed record JournalLosses(long DetailDropped, long AuditLost, LeftBytes Left, long Missing)
{
    /// <summary>Whether anything is missing.</summary>
    public bool Any => DetailDropped > 0 || AuditLost > 0 || Left.Total > 0 || Missing > 0;

    /// <summary>Adds up the account of each run: in its last sealed segment, and in the words that its producers share.</summary>
    public static JournalLosses Of(JournalDirectory directory, LeftBytes left)
    {
        long dropped = 0, lost = 0;
        foreach (IGrouping<long, SegmentFile> run in directory.Segments.Where(segment => segment.Problem is null).GroupBy(segment => segment.Header.Run))
        {
            ClaimWord? words = directory.WordsOf(run.Key);
            dropped += Math.Max(words?.DetailDropped ?? 0, run.Max(segment => segment.Header.DetailDropped));
            lost += Math.Max(words?.AuditLost ?? 0, run.Max(segment => segment.Header.AuditLost));
        }

        return new JournalLosses(dropped, lost, left, MissingOf(directory));
    }

    /// <summary>All of it in a line.</summary>
    public override string ToString()
        => string.Create(
            CultureInfo.InvariantCulture,
            $"Not in the journal: {DetailDropped} detail records refused, {AuditLost} audit records lost, {Left}{(Missing > 0 ? $", {Missing} bytes missing between segments" : "")}.");

    private static long MissingOf(JournalDirectory directory)
    {
        long missing = 0;
        for (int i = 1; i < directory.Segments.Count; i++)
        {
            // Of one that cannot be read nobody knows where it ends.
            SegmentFile before = directory.Segments[i - 1];
            if (before.Problem is null)
                missing += Math.Max(0, directory.Segments[i].Start - (before.Start + before.Size));
        }

        return missing;
    }
}
