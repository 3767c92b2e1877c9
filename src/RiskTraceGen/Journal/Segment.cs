namespace RiskTraceGen;

/// <summary>A stretch of the journal: bytes that are zero until a record is published there.</summary>
/// <param name="data">The first byte.</param>
/// <param name="index">Which stretch: positions from <c>index * size</c>.</param>
internal unsafe class Segment(byte* data, long index)
{
    private long _index = index;

    /// <summary>The first byte.</summary>
    public byte* Data { get; } = data;

    /// <summary>Which stretch of the journal the bytes hold now: positions from <c>Index * size</c>.</summary>
    public long Index
    {
        get => Volatile.Read(ref _index);
        set => Volatile.Write(ref _index, value);
    }
}
