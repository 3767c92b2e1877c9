namespace TradingBot.Market;

/// <summary>
/// Market time: prices move it, so a run over recorded data depends on no clock of the machine. At a gateway it goes on while no price comes.
/// </summary>
public sealed class MarketClock : TimeProvider
{
    private long _utcTicks;

    /// <summary>The time of the latest price, or what has passed since.</summary>
    public DateTimeOffset Now => new(Interlocked.Read(ref _utcTicks), TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>
    /// The later of now and <paramref name="time"/>: what follows from something that is heard of late begins now,
    /// so that a pause is not over before it begins.
    /// </summary>
    public DateTimeOffset NowOrLater(DateTimeOffset time) => time > Now ? time : Now;

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
