namespace RiskTraceGen;

/// <summary>Turns a journal's monotonic ticks into UTC and durations, by a pair of readings taken together. Immutable.</summary>
internal sealed class TraceClock
{
    private readonly DateTimeOffset _anchor;
    private readonly long _anchorTicks;
    private readonly long _frequency;

    public TraceClock(TimeProvider time)
    {
        // The reading of UTC is bracketed by two of the ticks: their middle is the anchor.
        long before = time.GetTimestamp();
        _anchor = time.GetUtcNow();
        _anchorTicks = before + (time.GetTimestamp() - before) / 2;
        _frequency = time.TimestampFrequency;
    }

    /// <param name="anchor">UTC and monotonic ticks of one moment, and ticks in a second.</param>
    public TraceClock((long Utc, long Ticks, long Frequency) anchor)
    {
        _anchor = new DateTimeOffset(anchor.Utc, TimeSpan.Zero);
        _anchorTicks = anchor.Ticks;
        _frequency = anchor.Frequency;
    }

    /// <summary>UTC in units of 100 ns from year 1, monotonic ticks of the same moment, and ticks in a second: enough for a reader elsewhere.</summary>
    public (long Utc, long Ticks, long Frequency) Anchor => (_anchor.UtcTicks, _anchorTicks, _frequency);

    public DateTimeOffset UtcOf(long ticks)
    {
        // The ticks of a damaged record may be anything: the nearest time that exists stands for those that do not.
        long anchor = _anchor.UtcTicks;
        long offset = Math.Clamp(Between(_anchorTicks, ticks).Ticks, -anchor, DateTimeOffset.MaxValue.UtcTicks - anchor);
        return new DateTimeOffset(anchor + offset, TimeSpan.Zero);
    }

    public TimeSpan Between(long start, long end) => new((long)((end - start) * (double)TimeSpan.TicksPerSecond / _frequency));

    /// <summary>Finer than <see cref="Between"/>, for latencies.</summary>
    public long NanosecondsBetween(long start, long end) => (long)((end - start) * 1e9 / _frequency);
}
