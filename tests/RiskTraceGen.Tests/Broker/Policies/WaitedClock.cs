using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>A clock that a test moves, and which says when somebody begins to wait for it, and how long.</summary>
internal sealed class WaitedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private readonly Channel<TimeSpan> _watches = Channel.CreateUnbounded<TimeSpan>();

    public WaitedClock() : this(new DateTimeOffset(2026, 3, 2, 14, 30, 25, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
            _waits.Writer.TryWrite(dueTime);

        return new ToldTimer(timer, _watches.Writer);
    }

    /// <summary>The next wait that begins: its length.</summary>
    public Task<TimeSpan> WaitBegunAsync() => _waits.Reader.ReadAsync().AsTask().InTime();

    /// <summary>Lets the next wait that begins be over.</summary>
    public async Task<TimeSpan> PassWaitAsync()
    {
        TimeSpan wait = await WaitBegunAsync();
        Advance(wait);
        return wait;
    }

    /// <summary>The tracer's watch has begun to look.</summary>
    public Task WatchBegunAsync() => _watches.Reader.ReadAsync().AsTask().InTime();

    private sealed class ToldTimer(ITimer timer, ChannelWriter<TimeSpan> told) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = timer.Change(dueTime, period);
            // What is due in hours is the sweep for flows that nobody completes, not what a test waits for.
            if (dueTime != Timeout.InfiniteTimeSpan && dueTime < TimeSpan.FromHours(1))
                told.TryWrite(dueTime);

            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
