namespace RiskTraceGen;

/// <summary>The trace points of one run, collected from its segments: in a segment a definition may stand behind the records that refer to it.</summary>
internal sealed unsafe class DefinitionScan
{
    /// <summary>What has been found so far.</summary>
    public TracePointTable Points { get; private set; } = new();

    /// <summary>Forgets what is known: another run numbers its trace points anew.</summary>
    public void Restart() => Points = new TracePointTable();

    /// <summary>Takes in one definition.</summary>
    public void Add(in TraceRecord record) => Points.Add(record);

    /// <summary>Takes in those of a stretch of a segment, from length to length; what it passes over is not checked.</summary>
    public void Collect(SegmentBuffer segment, int from, int end, long start)
    {
        while (from + RecordHeader.Size <= end)
        {
            var header = (RecordHeader*)(segment.Data + from);
            if (header->Type == RecordType.Definition && (header->Length & RecordHeader.PaddingBit) == 0
                && PublishedRecord.LengthAt(segment.Data, from, segment.Size, start, out _) > 0)
                Add(new TraceRecord(start + from, *header, new ReadOnlySpan<byte>(segment.Data + from + RecordHeader.Size, (int)header->Length - RecordHeader.Size)));

            long length = header->Length & ~RecordHeader.PaddingBit;
            if (length == 0 || length > end - from)
                return;

            from += (int)((length + 7) & ~7L);
        }
    }
}
