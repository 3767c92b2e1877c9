namespace RiskTraceGen;

/// <summary>
/// Removes the oldest segments when they are too old or the journal is too large: only sealed ones, which the journal's own reader has read, and not without
/// leaving the number and the hash of the last one, so that what is left can still be verified.
/// </summary>
/// <param name="disk">Where they are.</param>
/// <param name="files">The sealed segments that are there, in order.</param>
/// <param name="maxBytes">How large all of them may be together, beside those that are not sealed, or <see langword="null"/>.</param>
/// <param name="maxAge">How old one may be, or <see langword="null"/>.</param>
internal sealed unsafe class JournalRetention(IJournalDisk disk, IEnumerable<SealedFile> files, long? maxBytes, TimeSpan? maxAge)
{
    private readonly Queue<SealedFile> _files = new(files);
    private long _bytes = files.Sum(file => file.Bytes);

    /// <summary>Takes in a segment that has just been sealed.</summary>
    public void Add(SealedFile file)
    {
        _files.Enqueue(file);
        _bytes += file.Bytes;
    }

    /// <summary>Removes what has to go, and notes it in the words.</summary>
    /// <param name="utcNow">Now, in units of 100 ns from year 1.</param>
    /// <param name="words">The words of the run that removes them.</param>
    /// <param name="flushes">Whether what is noted has to survive a power cut.</param>
    public void Apply(long utcNow, IJournalFile words, bool flushes)
    {
        while (_files.TryPeek(out SealedFile? oldest) && IsDue(oldest, utcNow))
        {
            Note(oldest, ref *(ClaimWord*)words.Data);
            try
            {
                if (flushes)
                    words.Flush();
                disk.Delete(oldest.Name);
            }
            catch (IOException)
            {
                // It could not be noted, or somebody reads it on a system where that keeps it from being removed: next time.
                return;
            }

            _files.Dequeue();
            _bytes -= oldest.Bytes;
        }
    }

    // First: a writer that dies in between leaves a segment that is noted and still there, not one that is missing.
    private static void Note(SealedFile oldest, ref ClaimWord words)
    {
        if (words.LastRemoved == oldest.Number)
            return;

        words.Removed++;
        words.RemovedRecords += oldest.Run == words.Run ? oldest.Records : 0;
        words.LastRemoved = oldest.Number;
        oldest.Hash.CopyTo(words.LastRemovedHashBytes);
    }

    // The newest sealed segment stays: its hash is the head of the chain.
    private bool IsDue(SealedFile oldest, long utcNow)
        => _files.Count > 1 && (_bytes > maxBytes || utcNow - oldest.SealedUtc > maxAge?.Ticks);
}
