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
            if (directory.NewestWords() is not { } words)
                return null;

            directory.Refresh();
            bool isOfOneMoment = directory.NewestWords() is { } again && again.Run == words.Run && again.Removed == words.Removed;
            if (look == MostLooks || isOfOneMoment)
                return directory.Segments.LastOrDefault(segment => segment.Problem is null) is { } newest ? new VerifiedWords(newest, words) : null;
        }
    }

    /// <summary>Whether the first segment that is there follows what retention removed last, or is what it is about to remove.</summary>
    public bool Follows(ref SegmentHeader first)
        => _words.Removed > 0 && (_words.LastRemovedHashBytes.SequenceEqual(first.PreviousHash) || _words.LastRemovedHashBytes.SequenceEqual(first.Hash));

    /// <summary>Segments in front of this position had been sealed.</summary>
    public long SealedEnd => _words.SealedEnd;

    /// <summary>How much of a segment had been claimed.</summary>
    public int ClaimedOf(SegmentFile segment)
        => segment.Header.Run == _words.Run ? (int)Math.Clamp(ClaimWord.EndOf(_words.Claim) - segment.Start, 0, segment.Size) : 0;

    /// <summary>Tells what is missing behind the newest segment, and what was removed, refused and lost.</summary>
    public void Check(JournalDirectory directory, bool isLive, List<string> damages, List<string> notes)
    {
        if (_words.Removed > 0)
            notes.Add($"{_words.Removed} segments were removed by retention, the last of them number {_words.LastRemoved}");
        if (_words.DetailDropped > 0)
            notes.Add($"{_words.DetailDropped} detail records were refused by the newest run: its reader was behind, or its tracer had been disposed of");
        if (_words.AuditLost > 0)
            notes.Add($"{_words.AuditLost} audit records were lost by the newest run");
        if (_words.UnsavedRecords > 0)
            notes.Add($"{_words.UnsavedRecords} records of the newest run were kept in memory only, because the disk refused");

        // Claimed before its file is there: of a program that runs, the file is being made.
        if (!isLive)
            CheckEnd(directory, damages, notes);
    }

    /// <summary>Tells where the records went that are not there: attempted = written + dropped + in flight.</summary>
    public void NoteAccount(IReadOnlyDictionary<long, long> recordsOfRun, List<string> notes)
    {
        long written = recordsOfRun.GetValueOrDefault(_words.Run) + _words.RemovedRecords + _words.UnsavedRecords;
        long dropped = _words.DetailDropped + _words.AuditLost;
        int inFlight = (ClaimWord.CountOf(_words.Claim) - (int)((_words.Padded + written) & ClaimWord.CountMask)) & ClaimWord.CountMask;
        // Less than none: after a power cut the words may be older than the segments, and say nothing.
        if (inFlight > ClaimWord.CountMask / 2 || dropped + inFlight == 0)
            return;

        notes.Add($"{written + dropped + inFlight} records were attempted by the newest run: {written} written, {dropped} dropped, {inFlight} in flight, in memory or not flushed when it died");
    }

    private void CheckEnd(JournalDirectory directory, List<string> damages, List<string> notes)
    {
        long end = ClaimWord.EndOf(_words.Claim);
        // A run that has recorded nothing has no segment, and begins behind all others.
        long behind = Math.Max(_newest.Start + _newest.Size, _newest.Header.Run == _words.Run ? 0 : _words.SealedEnd);
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
