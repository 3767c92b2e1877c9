namespace RiskTraceGen;

/// <summary>The trace points of one run, collected from its segments: in a segment a definition may stand behind the records that refer to it.</summary>
internal sealed unsafe class DefinitionScan
{
    private readonly HashSet<int> _missed = [];

    /// <summary>What has been found so far.</summary>
    public TracePointTable Points { get; private set; } = new();

    /// <summary>Forgets what is known: another run numbers its trace points anew.</summary>
    public void Restart()
    {
        Points = new TracePointTable();
        _missed.Clear();
    }

    /// <summary>Takes in one definition.</summary>
    public void Add(in TraceRecord record) => Points.Add(record);

    /// <summary>Whether the definition that a record needs is missing for the first time: it may be on its way.</summary>
    public bool Misses(in RecordHeader header)
        => header.Point != 0 && header.Type != RecordType.Definition && !Points.Contains(header.Point) && _missed.Add(header.Point);

    /// <summary>Takes in those of a stretch of a segment, also behind what is not whole.</summary>
    public void Collect(SegmentBuffer segment, int from, int end, long start)
    {
        while (from < end)
        {
            int length = PublishedRecord.LengthAt(segment.Data, from, segment.Size, start, out bool isPadding);
            if (length > 0 && !isPadding)
            {
                TraceRecord record = segment.RecordAt(from, start);
                if (record.Type == RecordType.Definition)
                    Add(record);
            }

            from += Math.Max(length, sizeof(ulong));
        }
    }
}
