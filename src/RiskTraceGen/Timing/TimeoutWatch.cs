namespace RiskTraceGen;

/// <summary>
/// Finds what takes longer than it may. One timer for everything that is watched; it wakes when the next of them is due, and not before. What is watched
/// when its tracer stops still has its time, and no more: somebody waits for a broker's answer.
/// </summary>
internal sealed class TimeoutWatch : IDisposable
{
    /// <summary>How far past its timeout something may be before it is noticed.</summary>
    public static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(10);

    // Timers count in milliseconds, and no further than 49 days.
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private ITimer? _timer;
    private Watched? _first;
    private long _wake = long.MaxValue;
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

    /// <summary>What is being watched; read inside <see cref="Gate"/>.</summary>
    public IEnumerable<Watched> Pending
    {
        get
        {
            for (Watched? watched = _first; watched is not null; watched = watched.Next)
                yield return watched;
        }
    }

    /// <summary>From now on its time runs.</summary>
    public void Begin(Watched watched)
    {
        lock (Gate)
        {
            long now = _time.GetTimestamp();
            watched.StartTicks = now;
            watched.DueTicks = now + (long)Math.Ceiling(watched.Timeout.TotalSeconds * _time.TimestampFrequency);
            watched.IsWatched = true;
            watched.Previous = null;
            watched.Next = _first;
            if (_first is not null)
                _first.Previous = watched;

            _first = watched;
            if (watched.DueTicks < _wake)
                Sleep(now, watched.DueTicks);
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

    /// <summary>Ends the time of everything of one kind that is watched now, whenever it would be due.</summary>
    public void Expire<T>() where T : Watched
    {
        lock (Gate)
        {
            foreach (T watched in Pending.OfType<T>())
            {
                watched.Timeout = _time.GetElapsedTime(watched.StartTicks);
                watched.DueTicks = long.MinValue;
            }
        }

        Tick();
    }

    /// <summary>Ends the time of one thing that is watched.</summary>
    /// <returns><see langword="false"/> when it was over before.</returns>
    public bool TryExpire(Watched watched)
    {
        lock (Gate)
        {
            if (!watched.IsWatched)
                return false;

            watched.Timeout = _time.GetElapsedTime(watched.StartTicks);
            Expire(watched);
        }

        watched.OnExpired();
        return true;
    }

    public void Dispose()
    {
        lock (Gate)
        {
            _isDisposed = true;
            if (_first is null)
                Sleep(0, long.MaxValue);
        }
    }

    private ITimer CreateTimer() => _time.CreateTimer(static state => ((TimeoutWatch)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void Tick()
    {
        List<Watched>? expired = null;
        long now = _time.GetTimestamp();
        lock (Gate)
        {
            long nearest = long.MaxValue;
            Watched? watched = _first;
            while (watched is not null)
            {
                Watched? next = watched.Next;
                if (watched.DueTicks <= now)
                {
                    Expire(watched);
                    (expired ??= []).Add(watched);
                }
                else
                {
                    nearest = Math.Min(nearest, watched.DueTicks);
                }

                watched = next;
            }

            Sleep(now, nearest);
        }

        foreach (Watched late in expired ?? [])
            late.OnExpired();
    }

    private void Expire(Watched watched)
    {
        Unlink(watched);
        watched.HasExpired = true;
        watched.OnExpiring();
    }

    private void Sleep(long now, long due)
    {
        _wake = due;
        if (due == long.MaxValue)
        {
            Rest();
            return;
        }

        TimeSpan left = TimeSpan.FromSeconds((double)(due - now) / _time.TimestampFrequency);
        (_timer ??= CreateTimer()).Change(left < ShortestSleep ? ShortestSleep : left > LongestSleep ? LongestSleep : left, Timeout.InfiniteTimeSpan);
    }

    private void Rest()
    {
        if (!_isDisposed)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        _timer?.Dispose();
        _timer = null;
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
