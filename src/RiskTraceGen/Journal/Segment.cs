namespace RiskTraceGen;

/// <summary>A stretch of the journal: bytes that are zero until a record is published there.</summary>
internal sealed unsafe class Segment(byte* data, int size, long index)
{
    private long _index = index;

    /// <summary>The first byte.</summary>
    public byte* Data { get; } = data;

    /// <summary>Which stretch of the journal the bytes hold now: positions from <c>Index * size</c>.</summary>
    public long Index => Volatile.Read(ref _index);

    /// <summary>Clears the bytes and hands them to a later stretch. Only for a segment whose every record has been read.</summary>
    public void Recycle(long index)
    {
        new Span<byte>(Data, size).Clear();
        Volatile.Write(ref _index, index);
    }
}
