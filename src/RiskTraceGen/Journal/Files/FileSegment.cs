namespace RiskTraceGen;

/// <summary>A segment in a file.</summary>
internal sealed unsafe class FileSegment(IJournalFile file, string name, long index) : Segment(file.Data + SegmentHeader.PageSize, index)
{
    private bool _closed;

    /// <summary>The name of the file.</summary>
    public string Name { get; } = name;

    /// <summary>The file's first page.</summary>
    public ref SegmentHeader Header => ref *(SegmentHeader*)file.Data;

    /// <summary>Whether a flush has failed: nobody can say what of the segment is on the disk.</summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>Stores a zero into each page, so that no producer is the first to do so: that takes the operating system a while.</summary>
    public void Touch()
    {
        for (long at = 0; at < file.Length; at += SegmentHeader.PageSize)
            Volatile.Write(ref *(file.Data + at), file.Data[at]);
    }

    /// <summary>Flushes the file, unless it has been closed.</summary>
    /// <returns>Whether everything stored by now is on the disk: not where an earlier flush failed.</returns>
    /// <exception cref="IOException">It could not be flushed. It is not tried again.</exception>
    public bool Flush()
    {
        lock (file)
        {
            if (_closed || IsDoubtful)
                return !IsDoubtful;

            try
            {
                file.Flush();
                return true;
            }
            catch (IOException)
            {
                IsDoubtful = true;
                throw;
            }
        }
    }

    /// <summary>Unmaps the file.</summary>
    public void Close()
    {
        lock (file)
        {
            _closed = true;
            file.Dispose();
        }
    }
}
