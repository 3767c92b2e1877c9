using System.Globalization;

namespace RiskTraceGen.Tool.Search;

/// <summary>What a journal lacks, by its own account and by what could not be read: no view of it may look complete when it is not.</summary>
/// <param name="DetailDropped">Detail records that were refused because the writer's reader was behind.</param>
/// <param name="AuditLost">Audit records that were lost.</param>
/// <param name="Left">Bytes that no record could be read from.</param>
internal sealed record JournalLosses(long DetailDropped, long AuditLost, LeftBytes Left)
{
    /// <summary>Whether anything is missing.</summary>
    public bool Any => DetailDropped > 0 || AuditLost > 0 || Left.Total > 0;

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

        return new JournalLosses(dropped, lost, left);
    }

    /// <summary>All of it in a line.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"Not in the journal: {DetailDropped} detail records refused, {AuditLost} audit records lost, {Left}.");
}
