namespace RiskTraceGen;

/// <summary>
/// Finds what takes longer than it may. One timer for everything that is watched; it runs only while there is something to watch. What is watched when its tracer stops still
/// has its time, and no more: somebody waits for a broker's answer.
/// </summary>
internal sealed class TimeoutWatch : IDisposable
{
    /// <summary>How far past its timeout something may be before it is noticed.</summary>
    public static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _time;
    private ITimer? _timer;
    private Watched? _first;
    private bool _ticking;
    private bool _isDisposed;

    public TimeoutWatch(TimeProvider time)
    {
        _time = time;
        _timer = CreateTimer();
    }

    /// <summary>Watches what is done through <see cref="RiskFlow.None"/>.</summary>
    public static TimeoutWatch Untraced { get; } = new(TimeProvider.System);

    /// <summary>Held while something expires; taken by whoever must not meet that half-way.</summary>
    public object Gate { get; } = new();

    /// <summary>From now on its time runs.</summary>
    public void Begin(Watched watched)
    {
        lock (Gate)
        {
            watched.StartTicks = _time.GetTimestamp();
            watched.IsWatched = true;
            watched.Previous = null;
            watched.Next = _first;
            if (_first is not null)
                _first.Previous = watched;

            _first = watched;
            if (!_ticking)
            {
                _ticking = true;
                (_timer ??= CreateTimer()).Change(Granularity, Granularity);
            }
        }
    }

    /// <returns><see langword="false"/> when its time was over before.</returns>
    public bool TryEnd(Watched watched)
    {
        lock (Gate)
        {
            if (watched.HasExpired)
                return false;

            Unlink(watched);
            return true;
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            _isDisposed = true;
            if (!_ticking)
                StopTimer();
        }
    }

    private ITimer CreateTimer() => _time.CreateTimer(static state => ((TimeoutWatch)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void StopTimer()
    {
        _ticking = false;
        if (!_isDisposed)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        _timer?.Dispose();
        _timer = null;
    }

    private void Tick()
    {
        List<Watched>? expired = null;
        lock (Gate)
        {
            Watched? watched = _first;
            while (watched is not null)
            {
                Watched? next = watched.Next;
                if (_time.GetElapsedTime(watched.StartTicks) >= watched.Timeout)
                {
                    Unlink(watched);
                    watched.HasExpired = true;
                    watched.OnExpiring();
                    (expired ??= []).Add(watched);
                }

                watched = next;
            }

            if (_first is null)
                StopTimer();
        }

        foreach (Watched late in expired ?? [])
            late.OnExpired();
    }

    private void Unlink(Watched watched)
    {
        if (!watched.IsWatched)
            return;

        watched.IsWatched = false;
        if (watched.Previous is { } previous)
            previous.Next = watched.Next;
        else
            _first = watched.Next;

        if (watched.Next is { } next)
            next.Previous = watched.Previous;

        watched.Previous = watched.Next = null;
    }
}
