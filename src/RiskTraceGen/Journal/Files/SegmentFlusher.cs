namespace RiskTraceGen;

/// <summary>Flushes the segments that are open, once for all who wait at the same time.</summary>
internal sealed class SegmentFlusher
{
    private readonly object _flushing = new();
    private readonly List<FileSegment> _open = [];
    private readonly List<FileSegment> _batch = [];
    private long _begun;
    private long _ended;

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

    /// <summary>Returns when everything that the caller has published by now has been flushed.</summary>
    /// <exception cref="IOException">It could not be flushed. Thrown to whoever flushed, once for a segment; it is not tried again.</exception>
    public void Flush(Journal journal)
    {
        // A flush that is under way may have passed what the caller published: only one that begins from now on is sure to have it. What was claimed does
        // not tell, because others may have claimed behind the caller before it published. The barrier keeps its record in front of this look.
        Interlocked.MemoryBarrier();
        long next = Volatile.Read(ref _begun) + 1;
        lock (_flushing)
        {
            // Somebody else's, who came at the same time, and was first in the queue.
            if (_ended >= next)
                return;

            Interlocked.Increment(ref _begun);
            try
            {
                FlushOpen(ClaimWord.EndOf(journal.Claim), journal);
            }
            finally
            {
                _ended = _begun;
            }
        }
    }

    /// <summary>
    /// For the end: removes the files of segments that were made and not used. One that a producer has claimed in and not published to keeps its file, for
    /// the next run to find what is whole in it.
    /// </summary>
    public void DropUnused(IJournalDisk disk, Journal journal)
    {
        long end = ClaimWord.EndOf(journal.Claim);
        foreach (FileSegment segment in _open.Where(segment => journal.StartOf(segment) >= end))
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

    // All of them, also behind one that fails: those who wait for the others would not try again.
    private void FlushOpen(long end, Journal journal)
    {
        _batch.Clear();
        lock (_open)
        {
            foreach (FileSegment segment in _open)
                if (journal.StartOf(segment) < end)
                    _batch.Add(segment);
        }

        IOException? failure = null;
        foreach (FileSegment segment in _batch)
        {
            try
            {
                segment.Flush();
            }
            catch (IOException failed)
            {
                failure ??= failed;
            }
        }

        if (failure is not null)
            throw failure;
    }
}
