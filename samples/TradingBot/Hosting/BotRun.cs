using System.Diagnostics;

namespace TradingBot.Hosting;

/// <summary>How the run ended, for the summary and the exit code.</summary>
public sealed class BotRun
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan? _duration;

    /// <summary>What stopped it before its time; null if nothing did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// Whether somebody stopped it, with Ctrl+C or a signal. A run is taken to be interrupted until its end is noted: a host that is stopped
    /// while it starts never runs the service that would note it.
    /// </summary>
    public bool WasInterrupted { get; private set; } = true;

    /// <summary>How long it took on the wall clock.</summary>
    public TimeSpan Duration => _duration ?? Stopwatch.GetElapsedTime(_start);

    /// <summary>Notes how it ended.</summary>
    public void End(bool interrupted, Exception? failure)
        => (WasInterrupted, Failure, _duration) = (interrupted, failure, Stopwatch.GetElapsedTime(_start));
}
