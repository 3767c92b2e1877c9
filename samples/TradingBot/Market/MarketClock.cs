namespace TradingBot.Market;

/// <summary>Market time: it stands still until the next price moves it, so a run depends on no clock of the machine.</summary>
public sealed class MarketClock : TimeProvider
{
    private long _utcTicks;

    /// <summary>The time of the latest price.</summary>
    public DateTimeOffset Now => new(Interlocked.Read(ref _utcTicks), TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Time has moved. On the thread that moved it.</summary>
    public event Action? Moved;

    /// <summary>Moves to <paramref name="time"/>; time never runs backwards.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        if (time.UtcTicks <= _utcTicks)
            return;

        Interlocked.Exchange(ref _utcTicks, time.UtcTicks);
        Moved?.Invoke();
    }
}
