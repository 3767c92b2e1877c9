namespace RiskTraceGen;

/// <summary>Bytes that no record could be read from, by cause.</summary>
internal sealed class LeftBytes
{
    /// <summary>Claimed by a producer that was killed before it published.</summary>
    public const string Unfinished = "unfinished";

    /// <summary>Published, and not as it was written.</summary>
    public const string Damaged = "damaged";

    /// <summary>In a file whose first page says nothing that can be used.</summary>
    public const string Unreadable = "unreadable file";

    private const int MaxPlaces = 100;

    private readonly SortedDictionary<string, long> _byCause = new(StringComparer.Ordinal);
    private readonly List<string> _places = [];

    /// <summary>All of them.</summary>
    public long Total => _byCause.Values.Sum();

    /// <summary>How many have each cause.</summary>
    public IReadOnlyDictionary<string, long> ByCause => _byCause;

    /// <summary>Where the first hundred stretches of them are: file, offset, and what.</summary>
    public IReadOnlyList<string> Places => _places;

    /// <summary>Counts some.</summary>
    public void Add(string cause, long bytes, string place)
    {
        _byCause[cause] = _byCause.GetValueOrDefault(cause) + bytes;
        if (_places.Count < MaxPlaces)
            _places.Add(place);
    }

    /// <summary>Counts a stretch of a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="from">Where the stretch begins, from the segment's first byte of data.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="isZero">Whether nothing was published at its beginning.</param>
    public void Add(SegmentFile segment, int from, int to, bool isZero)
    {
        // What its writer sealed had been published to the last byte.
        string cause = isZero && segment.Header is not { IsSealed: true, State: SegmentState.Sealed } ? Unfinished : Damaged;
        Add(cause, to - from, $"{segment.Name}: {cause}, {to - from} bytes at offset {SegmentHeader.PageSize + from}");
    }

    /// <summary>Counts everything in a segment that is not whole.</summary>
    public unsafe void AddAll(SegmentFile segment, SegmentBuffer bytes, int end)
    {
        int at = segment.Start == 0 ? (int)Journal.Origin : 0;
        while (at < end)
        {
            int length = PublishedRecord.LengthAt(bytes.Data, at, bytes.Size, segment.Start, out _);
            if (length == 0)
            {
                int next = PublishedRecord.Next(bytes.Data, at, end, bytes.Size, segment.Start);
                Add(segment, at, next, isZero: *(ulong*)(bytes.Data + at) == 0);
                length = next - at;
            }

            at += length;
        }
    }

    /// <summary>How many have one cause.</summary>
    public long this[string cause] => _byCause.GetValueOrDefault(cause);

    /// <summary>Such as <c>24 bytes left (unfinished: 24)</c>.</summary>
    public override string ToString()
        => Total == 0 ? "0 bytes left" : $"{Total} bytes left ({string.Join(", ", _byCause.Select(cause => $"{cause.Key}: {cause.Value}"))})";
}
