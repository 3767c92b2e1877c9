using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Search;

/// <summary>Keeps the last records of those it is given, as bytes: only what is shown is put into words.</summary>
internal sealed class LastRecords(int count, RecordLines lines)
{
    // No record is larger.
    private const int LargestRecord = RecordHeader.Size + RecordWriter.MaxFailurePayload;

    private readonly Queue<(byte[] Bytes, TraceClock Clock, TracePointTable Points)> _records = new();

    /// <summary>Where a reader has to begin so as to meet the last records of a directory, and what they refer to.</summary>
    public static long StartFor(JournalDirectory directory, int count)
    {
        bool isEnough = false;
        long bytes = 0;
        foreach (SegmentFile segment in directory.Segments.Reverse())
        {
            // One segment more than there are bytes for: definitions and padding are no records to show.
            if (isEnough)
                return segment.Start;

            // What is open may be nearly empty; what is sealed says how full it is.
            bytes += segment.Problem is null && segment.Header.IsSealed ? segment.Header.Used : 0;
            isEnough = bytes > (long)count * LargestRecord;
        }

        return 0;
    }

    /// <summary>Takes one in, and lets go of the oldest.</summary>
    public void Add(in TraceRecord record, TraceClock clock, TracePointTable points)
    {
        if (record.Type == RecordType.Definition)
            return;

        byte[] bytes = new byte[RecordBytes.SizeOf(record)];
        RecordBytes.Write(bytes, record);
        _records.Enqueue((bytes, clock, points));
        if (_records.Count <= count)
            return;

        (byte[] oldest, TraceClock itsClock, _) = _records.Dequeue();
        if (new RecordBytes(oldest).TryRead(out TraceRecord skipped))
            lines.Skip(skipped, itsClock);
    }

    /// <summary>Writes what is kept, the oldest first, and keeps nothing any more.</summary>
    public void Write()
    {
        while (_records.TryDequeue(out (byte[] Bytes, TraceClock Clock, TracePointTable Points) kept))
        {
            if (new RecordBytes(kept.Bytes).TryRead(out TraceRecord record))
                lines.Write(record, kept.Clock, kept.Points);
        }
    }
}
