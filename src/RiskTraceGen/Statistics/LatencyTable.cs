namespace RiskTraceGen;

/// <summary>The latencies of one kind, by key. Beyond a number of keys the rest share one entry, so that memory is bounded. For one thread.</summary>
/// <typeparam name="TKey">A trace point's number, or a name.</typeparam>
internal sealed class LatencyTable<TKey>(LatencyKind kind) where TKey : notnull
{
    public const int MaxKeys = 256;
    public const string Other = "(other)";

    private readonly Dictionary<TKey, LatencyEntry> _entries = [];
    private LatencyEntry? _other;

    /// <summary>The entry of a key, made when it is first seen.</summary>
    /// <param name="key">The key.</param>
    /// <param name="name">Gives the key's name in statistics.</param>
    /// <param name="points">For <paramref name="name"/>.</param>
    public LatencyEntry this[TKey key, Func<TKey, TracePointTable, string> name, TracePointTable points]
    {
        get
        {
            if (_entries.TryGetValue(key, out LatencyEntry? entry))
                return entry;

            if (_entries.Count == MaxKeys)
                return _other ??= new LatencyEntry(kind, Other);

            entry = new LatencyEntry(kind, name(key, points));
            _entries.Add(key, entry);
            return entry;
        }
    }

    /// <summary>Forgets every key.</summary>
    public void Clear()
    {
        _entries.Clear();
        _other = null;
    }

    public IEnumerable<LatencyEntry> Entries => _other is null ? _entries.Values : _entries.Values.Append(_other);
}

/// <summary>The latencies of one name.</summary>
internal sealed class LatencyEntry(LatencyKind kind, string name)
{
    private readonly LatencyHistogram _histogram = new();
    private long _failures;

    public LatencyKind Kind => kind;

    public string Name => name;

    /// <summary>Adds what was measured of the same thing in another run.</summary>
    public void Add(LatencyEntry other)
    {
        _histogram.Add(other._histogram);
        _failures += other._failures;
    }

    public void Record(long nanoseconds, bool failed)
    {
        _histogram.Record(nanoseconds);
        if (failed)
            _failures++;
    }

    /// <summary>A failure that took no time: a handler that was never started.</summary>
    public void Fail() => _failures++;

    public LatencyStatistics ToStatistics() => new(
        kind, name, _histogram.Count, _failures, Percentile(0.5), Percentile(0.9), Percentile(0.99), Percentile(0.999), SpanOf(_histogram.Max));

    private TimeSpan Percentile(double share) => SpanOf(_histogram.Percentile(share));

    // A TimeSpan counts in 100 ns: to the nearest, not below.
    private static TimeSpan SpanOf(long nanoseconds) => new((nanoseconds + TimeSpan.NanosecondsPerTick / 2) / TimeSpan.NanosecondsPerTick);
}
