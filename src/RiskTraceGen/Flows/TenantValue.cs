namespace RiskTraceGen;

/// <summary>
/// A number that belongs to one tenant of a slot: kept together with the flow's id, so that a straggler of another flow can neither read nor change it.
/// </summary>
internal struct TenantValue
{
    private const int ValueBits = 32;

    private long _word;

    /// <summary>Begins at 0 for a new tenant, which nobody else knows yet.</summary>
    public void Reset(long flow) => Volatile.Write(ref _word, flow << ValueBits);

    /// <summary>The number, or 0 when it belongs to another flow.</summary>
    public readonly int Of(long flow)
    {
        long word = Volatile.Read(in _word);
        return IsOf(word, flow) ? (int)word : 0;
    }

    /// <summary>Sets the number without looking whose it is: a straggler's is read by nobody. For what may be lost.</summary>
    public void Put(long flow, int value) => Volatile.Write(ref _word, (flow << ValueBits) | (uint)value);

    /// <summary>Adds one, unless the number belongs to another flow.</summary>
    public void Increment(long flow)
    {
        while (true)
        {
            long word = Volatile.Read(ref _word);
            if (!IsOf(word, flow) || Interlocked.CompareExchange(ref _word, word + 1, word) == word)
                return;
        }
    }

    private static bool IsOf(long word, long flow) => (uint)(word >> ValueBits) == (uint)flow;
}
