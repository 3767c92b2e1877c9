namespace RiskTraceGen;

/// <summary>Flushes the segments that are open, once for all who wait at the same time.</summary>
internal sealed class SegmentFlusher
{
    private readonly object _flushing = new();
    private readonly List<FileSegment> _open = [];
    private readonly List<FileSegment> _batch = [];
    private long _flushed;

    /// <summary>Takes in a segment that has been made.</summary>
    public void Add(FileSegment segment)
    {
        lock (_open)
            _open.Add(segment);
    }

    /// <summary>Lets go of a segment that has been sealed, and flushed if that was to be.</summary>
    public void Remove(FileSegment segment)
    {
        lock (_open)
            _open.Remove(segment);
    }

    /// <summary>Returns when everything published in front of a position has been flushed.</summary>
    /// <exception cref="IOException">It could not be flushed. Thrown once for a segment; it is not tried again.</exception>
    public void Flush(long position, Journal journal)
    {
        if (Volatile.Read(ref _flushed) >= position)
            return;

        lock (_flushing)
        {
            // Somebody else's flush may have covered it while this one waited for its turn.
            if (_flushed >= position)
                return;

            // What others have published meanwhile goes with it: they need no flush of their own.
            long end = ClaimWord.EndOf(journal.Claim);
            _batch.Clear();
            lock (_open)
                _batch.AddRange(_open);
            try
            {
                foreach (FileSegment segment in _batch)
                {
                    if (journal.StartOf(segment) < end)
                        segment.Flush();
                }
            }
            finally
            {
                Volatile.Write(ref _flushed, end);
            }
        }
    }

    /// <summary>Removes the files of segments that were made and not used. For the end: nobody claims anything any more.</summary>
    public void Drop(IJournalDisk disk)
    {
        foreach (FileSegment segment in _open)
        {
            try
            {
                // It stays mapped as long as the journal can be reached: a handler that was abandoned long ago may still append.
                disk.Delete(segment.Name);
            }
            catch (IOException)
            {
                // Where a mapped file cannot be removed the next run does it.
            }
        }
    }
}
