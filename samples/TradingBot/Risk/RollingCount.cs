namespace TradingBot.Risk;

/// <summary>How often something happened in the latest stretch of time. Times are to be told in order.</summary>
public sealed class RollingCount(TimeSpan window)
{
    private readonly Queue<DateTimeOffset> _times = [];

    /// <summary>It happened.</summary>
    public void Add(DateTimeOffset now) => _times.Enqueue(now);

    /// <summary>How often it has happened; what is exactly as old as the stretch is long no longer counts.</summary>
    public int At(DateTimeOffset now)
    {
        while (_times.TryPeek(out DateTimeOffset oldest) && oldest <= now - window)
            _times.Dequeue();
        return _times.Count;
    }

    /// <summary>Begins anew.</summary>
    public void Clear() => _times.Clear();
}
