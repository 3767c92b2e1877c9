namespace RiskTraceGen;

/// <summary>What the words of the newest run say about the segments that ought to be there.</summary>
internal sealed class VerifiedWords
{
    // More than the producers of one program have under way at once while the file of the next segment is made.
    private const int MaxUnderWay = 64 << 10;

    private const int MostLooks = 10;

    private readonly SegmentFile _newest;
    private ClaimWord _words;

    private VerifiedWords(SegmentFile newest, in ClaimWord words)
    {
        _newest = newest;
        _words = words;
    }

    /// <summary>Looks at the directory until words and segments are of one moment: retention removes segments meanwhile.</summary>
    public static VerifiedWords? Read(JournalDirectory directory)
    {
        for (int look = 1; ; look++)
        {
            if (directory.Segments.LastOrDefault(segment => segment.Problem is null) is not { } newest || directory.WordsOf(newest.Header.Run) is not { } words)
                return null;

            directory.Refresh();
            if (look == MostLooks || (directory.WordsOf(newest.Header.Run) is { } again && again.Removed == words.Removed))
                return new VerifiedWords(directory.Segments.LastOrDefault(segment => segment.Problem is null) ?? newest, words);
        }
    }

    /// <summary>Whether the first segment that is there follows what retention removed last, or is what it is about to remove.</summary>
    public bool Follows(ref SegmentHeader first)
        => _words.Removed > 0 && (_words.LastRemovedHashBytes.SequenceEqual(first.PreviousHash) || _words.LastRemovedHashBytes.SequenceEqual(first.Hash));

    /// <summary>How much of a segment had been claimed.</summary>
    public int ClaimedOf(SegmentFile segment)
        => segment.Header.Run == _words.Run ? (int)Math.Clamp(ClaimWord.EndOf(_words.Claim) - segment.Start, 0, segment.Size) : 0;

    /// <summary>Tells what is missing behind the newest segment, and what was removed, refused and lost.</summary>
    public void Check(JournalDirectory directory, bool isLive, List<string> damages, List<string> notes)
    {
        if (_words.Removed > 0)
            notes.Add($"{_words.Removed} segments were removed by retention, the last of them number {_words.LastRemoved}");
        if (_words.DetailDropped > 0)
            notes.Add($"{_words.DetailDropped} detail records were refused by the newest run, because its reader was behind");
        if (_words.AuditLost > 0)
            notes.Add($"{_words.AuditLost} audit records were lost by the newest run");
        if (_words.UnsavedRecords > 0)
            notes.Add($"{_words.UnsavedRecords} records of the newest run were kept in memory only, because the disk refused");

        // Claimed before its file is there: of a program that runs, the file is being made.
        if (!isLive)
            CheckEnd(directory, damages, notes);
    }

    /// <summary>Tells how many records were claimed and never published, where nothing else can be missing.</summary>
    public void NoteInFlight(IReadOnlyDictionary<long, long> recordsOfRun, List<string> notes)
    {
        if (_words.Removed > 0 || _words.UnsavedRecords > 0)
            return;

        long found = recordsOfRun.GetValueOrDefault(_words.Run);
        int inFlight = (ClaimWord.CountOf(_words.Claim) - (int)((_words.Padded + found) & ClaimWord.CountMask)) & ClaimWord.CountMask;
        // Far more than that: after a power cut the words may be older than the segments.
        if (inFlight is > 0 and <= MaxUnderWay / RecordHeader.Size)
            notes.Add($"{inFlight} records were claimed by the newest run and are not there: they were in flight when it died");
    }

    private void CheckEnd(JournalDirectory directory, List<string> damages, List<string> notes)
    {
        long end = ClaimWord.EndOf(_words.Claim);
        long behind = _newest.Start + _newest.Size;
        foreach (long start in directory.HalfMade.Where(start => start < end))
        {
            if (end - start >= Math.Min(MaxUnderWay, _newest.Size))
                damages.Add($"{DirectoryDisk.SegmentName(start)}: it is empty, although it has been written to");
            else
                notes.Add($"{DirectoryDisk.SegmentName(start)}: it was being made when its writer was killed");
        }

        if (end - behind >= Math.Min(MaxUnderWay, _newest.Size) && _words.UnsavedRecords == 0)
            damages.Add($"the journal goes on to position {end:x16}; segments behind {_newest.Name} are missing");
    }
}
