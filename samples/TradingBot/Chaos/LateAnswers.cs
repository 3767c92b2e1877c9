namespace TradingBot.Chaos;

/// <summary>
/// The time of answers that are held back. It passes when the bot turns to the broker again, which it does only after it has given up waiting: so a late
/// answer is late on every machine, however slow.
/// </summary>
internal sealed class LateAnswers : TimeProvider
{
    private readonly List<Arrival> _waiting = [];

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var arrival = new Arrival(() => callback(state));
        _waiting.Add(arrival);
        return arrival;
    }

    /// <summary>Lets everything arrive that is held back.</summary>
    public void Deliver()
    {
        Arrival[] arriving = [.. _waiting];
        _waiting.Clear();
        foreach (Arrival arrival in arriving)
            arrival.Come();
    }

    private sealed class Arrival(Action comes) : ITimer
    {
        public void Come() => comes();

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
