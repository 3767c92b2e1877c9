namespace GatewaySimulator.Tests;

/// <summary>The machine's clock until somebody is in a hurry. Then what is waited for is over at once, and what is waited for from then on a hundred times as soon: time-outs that a busy machine never meets need not be sat out.</summary>
internal sealed class HurryingClock : TimeProvider
{
    private const int Speed = 100;

    private readonly Lock _lock = new();
    private readonly List<ITimer> _timers = [];
    private bool _isInAHurry;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
            return System.CreateTimer(callback, state, dueTime, period);

        lock (_lock)
        {
            ITimer timer = System.CreateTimer(callback, state, _isInAHurry ? dueTime / Speed : dueTime, period);
            _timers.Add(timer);
            return timer;
        }
    }

    public void Hurry()
    {
        lock (_lock)
        {
            _isInAHurry = true;
            foreach (ITimer timer in _timers)
                timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
