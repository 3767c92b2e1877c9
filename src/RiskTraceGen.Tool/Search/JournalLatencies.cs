namespace RiskTraceGen.Tool.Search;

/// <summary>What was measured in all runs of a directory together, by kind and name: numbers of trace points are a run's own.</summary>
internal sealed class JournalLatencies
{
    private readonly Dictionary<(LatencyKind Kind, string Name), LatencyEntry> _entries = [];

    /// <summary>Takes in what one run measured.</summary>
    public void Add(StatisticsSink run)
    {
        foreach (LatencyEntry entry in run.Entries)
        {
            if (_entries.TryGetValue((entry.Kind, entry.Name), out LatencyEntry? sum))
                sum.Add(entry);
            else
                _entries.Add((entry.Kind, entry.Name), entry);
        }
    }

    /// <summary>All of it, by kind, then by name.</summary>
    public IEnumerable<LatencyStatistics> Statistics()
        => _entries.Values.Select(entry => entry.ToStatistics()).OrderBy(latency => latency.Kind).ThenBy(latency => latency.Name, StringComparer.Ordinal);
}
