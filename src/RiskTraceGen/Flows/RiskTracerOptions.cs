namespace RiskTraceGen;

/// <summary>How a <see cref="RiskTracer"/> works. Read once, when the tracer is created.</summary>
public sealed class RiskTracerOptions
{
    /// <summary>Whether flows are recorded. A disabled tracer still evaluates rules and runs handlers. On by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The clock of every time stamp and timeout.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>What is shown at first; <see cref="RiskTracer.Level"/> changes it later.</summary>
    public TraceLevel Level { get; set; } = TraceLevel.Breaches;

    /// <summary>Who is shown the flows that have ended, for example a <see cref="ConsoleTreeSink"/>.</summary>
    public IList<IFlowSink> Sinks { get; } = [];

    /// <summary>
    /// Bytes of records that may wait for the journal's reader, from 64 KiB to 64 MiB; 16 MiB by default. Detail is refused at three quarters of it.
    /// Memory is taken as it is used.
    /// </summary>
    public long JournalBytes { get; set; } = 16 << 20;

    /// <summary>How many finished flows <see cref="RiskTracer.RecentFlows"/> keeps, from 0 to 1,000,000; 256 by default.</summary>
    public int RecentFlows { get; set; } = 256;

    /// <summary>How many active flows are pooled and listed, from 1 to 1,000,000; 1024 by default. More may be active; each then costs an allocation.</summary>
    public int ActiveFlows { get; set; } = 1024;

    /// <summary>When a handler without a timeout of its own is abandoned, from 10 ms to a day; one second by default.</summary>
    public TimeSpan HookTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many threads may run handlers at once, from 1 to 1024, not counting those that an abandoned handler holds; 16 by default.</summary>
    public int HookWorkers { get; set; } = 16;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Time);
        Check(JournalBytes is >= 64 << 10 and <= 64 << 20, nameof(JournalBytes), JournalBytes, "from 65,536 (64 KiB) to 67,108,864 (64 MiB)");
        Check(RecentFlows is >= 0 and <= 1_000_000, nameof(RecentFlows), RecentFlows, "from 0 to 1,000,000");
        Check(ActiveFlows is >= 1 and <= 1_000_000, nameof(ActiveFlows), ActiveFlows, "from 1 to 1,000,000");
        Check(HookTimeout >= HookWatch.Granularity && HookTimeout <= TimeSpan.FromDays(1), nameof(HookTimeout), HookTimeout, "from 10 ms to a day");
        Check(HookWorkers is >= 1 and <= 1024, nameof(HookWorkers), HookWorkers, "from 1 to 1024");
        Check(Enum.IsDefined(Level), nameof(Level), Level, "Quiet, Breaches or All");
    }

    private static void Check(bool holds, string option, object value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(option, value, $"RiskTracerOptions.{option} must be {range}.");
    }
}
