namespace TradingBot.Gateway;

/// <summary>What has been so for longer than anybody should wait: an event that would have said more was lost, or never sent.</summary>
internal sealed class Overdue(TimeSpan patience, TimeProvider time)
{
    private readonly Dictionary<string, long> _since = [];

    /// <summary>Whether there is any.</summary>
    public bool Any => _since.Values.Any(IsLongAgo);

    /// <summary>These are so now, and what is not among them is so no more.</summary>
    public void Follow(IEnumerable<string> present)
    {
        string[] names = [.. present];
        foreach (string gone in _since.Keys.Except(names).ToArray())
            _since.Remove(gone);
        foreach (string name in names)
            _since.TryAdd(name, time.GetTimestamp());
    }

    /// <summary>Takes what is overdue; it is so again after the same time.</summary>
    public string[] Take()
    {
        string[] overdue = [.. _since.Where(entry => IsLongAgo(entry.Value)).Select(entry => entry.Key)];
        foreach (string name in overdue)
            _since[name] = time.GetTimestamp();
        return overdue;
    }

    private bool IsLongAgo(long since) => time.GetElapsedTime(since) >= patience;
}
