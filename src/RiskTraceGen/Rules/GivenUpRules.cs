namespace RiskTraceGen;

/// <summary>The evaluations that were given up and have not ended. Thread safe.</summary>
internal sealed class GivenUpRules
{
    // As a rule empty: what is in it hangs.
    private readonly List<(string Rule, string? Key)> _evaluations = [];
    private int _count;

    public void Add(string rule, string? key)
    {
        lock (_evaluations)
        {
            _evaluations.Add((rule, key));
            Volatile.Write(ref _count, _evaluations.Count);
        }
    }

    public void Remove(string rule, string? key)
    {
        lock (_evaluations)
        {
            _evaluations.Remove((rule, key));
            Volatile.Write(ref _count, _evaluations.Count);
        }
    }

    /// <summary>
    /// Whether a rule is still busy with an event that must not be evaluated at the same time as one of this key: one of the same key, or without one.
    /// </summary>
    public bool Holds(string rule, string? key)
    {
        if (Volatile.Read(ref _count) == 0)
            return false;

        lock (_evaluations)
        {
            foreach ((string busy, string? with) in _evaluations)
            {
                if (busy == rule && (with is null || key is null || with == key))
                    return true;
            }
        }

        return false;
    }
}
