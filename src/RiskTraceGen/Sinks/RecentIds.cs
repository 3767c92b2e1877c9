namespace RiskTraceGen;

/// <summary>The last ids that were added, in bounded memory.</summary>
internal sealed class RecentIds(int capacity)
{
    private readonly HashSet<long> _ids = new(capacity);
    private readonly long[] _ring = new long[capacity];
    private int _next;

    public bool Contains(long id) => _ids.Contains(id);

    public void Add(long id)
    {
        if (!_ids.Add(id))
            return;

        _ids.Remove(_ring[_next]);
        _ring[_next] = id;
        _next = (_next + 1) % capacity;
    }
}
