namespace RiskTraceGen;

/// <summary>One record as a reader sees it. Valid only during the call that hands it over.</summary>
internal readonly ref struct TraceRecord(long position, RecordHeader header, ReadOnlySpan<byte> payload)
{
    /// <summary>Where the record stands in the journal: its sequence number and, for begin records, its span id.</summary>
    public long Position { get; } = position;

    /// <summary>The header.</summary>
    public RecordHeader Header { get; } = header;

    /// <summary>The payload's bytes.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>What the record says.</summary>
    public RecordType Type => Header.Type;

    /// <summary>Reads the values of the payload.</summary>
    public RecordReader Read(TracePointTable points) => new(Payload, points);
}
