namespace RiskTraceGen;

/// <summary>
/// When a journal in a directory is flushed to the disk. What was recorded survives a killed process in any case; what was flushed survives a power cut
/// too.
/// </summary>
public readonly record struct FlushPolicy
{
    private FlushPolicy(TimeSpan? interval, bool beforeCalls)
    {
        Interval = interval;
        BeforeCalls = beforeCalls;
    }

    /// <summary>Never: the operating system writes when it likes.</summary>
    public static FlushPolicy Never => default;

    /// <summary>
    /// Before every broker call, so that no order can exist of which the journal knows nothing, and after every breach. A call waits for the disk; calls that
    /// wait at the same time share one flush.
    /// </summary>
    public static FlushPolicy BeforeEveryCall { get; } = new(null, beforeCalls: true);

    /// <summary>How often, when it is at regular times.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>Whether broker calls wait for a flush.</summary>
    public bool BeforeCalls { get; }

    /// <summary>At regular times.</summary>
    /// <param name="interval">How often, from 1 ms to a day.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is out of its range.</exception>
    public static FlushPolicy Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromDays(1));
        return new FlushPolicy(interval, beforeCalls: false);
    }
}
