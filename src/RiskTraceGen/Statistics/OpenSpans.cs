using System.Diagnostics.CodeAnalysis;

namespace RiskTraceGen;

/// <summary>
/// What has begun and not ended, in bounded memory: when there are too many, the oldest is forgotten. Ends may be lost, so entries may stay for ever
/// but for the bound. For one thread.
/// </summary>
/// <typeparam name="T">What to remember of a begin.</typeparam>
internal sealed class OpenSpans<T>
{
    public const int Capacity = 16 * 1024;

    private readonly Dictionary<long, T> _open = [];
    private readonly Queue<long> _byAge = new();

    public int Count => _open.Count;

    /// <summary>How many entries take up memory: those that are open and some that have ended.</summary>
    public int Tracked => _byAge.Count;

    /// <summary>Remembers a begin.</summary>
    public void Begin(long id, T value)
    {
        if (!_open.TryAdd(id, value))
            return;

        _byAge.Enqueue(id);
        while (_open.Count > Capacity)
            _open.Remove(_byAge.Dequeue());

        if (_byAge.Count > Capacity * 2)
            DropEnded();
    }

    /// <summary>Takes a begin out.</summary>
    public bool TryEnd(long id, [MaybeNullWhen(false)] out T value) => _open.Remove(id, out value);

    // Once in at least as many begins as there is capacity.
    private void DropEnded()
    {
        for (int i = _byAge.Count; i > 0; i--)
        {
            long id = _byAge.Dequeue();
            if (_open.ContainsKey(id))
                _byAge.Enqueue(id);
        }
    }
}
