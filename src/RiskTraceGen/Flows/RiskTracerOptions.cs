using System.Numerics;
using Polly;

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

    /// <summary>
    /// The directory in which the journal is kept, made if need be; <see langword="null"/> keeps it in memory only. One tracer at a time may write to a
    /// directory; what earlier runs left there is kept and continued. Read it with <c>risktrace</c>, also while the program runs.
    /// </summary>
    public string? JournalDirectory { get; set; }

    /// <summary>When a journal in a directory is flushed to the disk; every second by default.</summary>
    public FlushPolicy Flush { get; set; } = FlushPolicy.Every(TimeSpan.FromSeconds(1));

    /// <summary>
    /// Bytes of a segment file, a power of two from 64 KiB to 16 MiB; 4 MiB by default. A full one is sealed, and the next one used. Each names all trace
    /// points of the program: where those that exist when the tracer is created would take more than a quarter of it, segments are made larger.
    /// </summary>
    public int SegmentBytes { get; set; } = 4 << 20;

    /// <summary>
    /// How large the segment files may be together, at least 1 MiB; without a bound by default. The oldest are removed first. What has not been read, the
    /// segment in use, the one made ahead, and the newest one that is sealed always stay.
    /// </summary>
    public long? JournalMaxBytes { get; set; }

    /// <summary>How long segment files are kept, at least a minute; for ever by default.</summary>
    public TimeSpan? JournalMaxAge { get; set; }

    /// <summary>
    /// A secret of at least 16 bytes with which each sealed segment is authenticated (HMAC-SHA256): whoever does not know it cannot write a journal that
    /// verifies. None by default.
    /// </summary>
    public byte[]? JournalKey { get; set; }

    /// <summary>
    /// Told of each segment that has been sealed, on the journal's own thread. What it throws is told as trouble with the disk, and does no harm.
    /// </summary>
    public Action<SealedSegment>? SegmentSealed { get; set; }

    /// <summary>
    /// Told of each alert that is recorded, on the journal's reader thread: soon, in order, and off the hot path. It must not wait for the tracer, and while it
    /// runs nothing else is read. What it throws is counted with the failures of the sinks, and does no harm.
    /// </summary>
    public Action<RiskAlert>? Alerted { get; set; }

    /// <summary>How many finished flows <see cref="RiskTracer.RecentFlows"/> keeps, from 0 to 1,000,000; 256 by default.</summary>
    public int RecentFlows { get; set; } = 256;

    /// <summary>
    /// Bytes of memory that the flows of <see cref="RiskTracer.RecentFlows"/> may take together, from 1 MiB to 16 GiB; 64 MiB by default. The oldest are
    /// dropped first. Memory is taken as it is used.
    /// </summary>
    public long RecentFlowBytes { get; set; } = 64 << 20;

    /// <summary>How many active flows are pooled and listed, from 1 to 1,000,000; 1024 by default. More may be active; each then costs an allocation.</summary>
    public int ActiveFlows { get; set; } = 1024;

    /// <summary>
    /// How long flows may take, by name: a flow's type, or the trace name of the event that is dispatched; from 10 ms to 30 days each. At its deadline a
    /// flow's token is cancelled and <c>flow_timeout</c> raised; the flow goes on. An event's name comes before the type of its flow, and what stands here
    /// before <see cref="FlowDeadlineAttribute"/>. No flow has a deadline by default.
    /// </summary>
    public IDictionary<string, TimeSpan> FlowDeadlines { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>
    /// How old a flow may become that nobody completes before it is recorded as abandoned, from a second to 365
    /// days; 24 hours by default, <see langword="null"/> for any age.
    /// </summary>
    public TimeSpan? AbandonFlowsAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a stop waits for what is under way before it abandons the rest, by <see cref="Time"/>, from zero to a day; five seconds by default.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When a handler without a timeout of its own is abandoned, from 10 ms to a day; one second by default.</summary>
    public TimeSpan HookTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many threads may run handlers at once, from 1 to 1024, not counting those that an abandoned handler holds; 16 by default.</summary>
    public int HookWorkers { get; set; } = 16;

    /// <summary>
    /// How many executions of one handler may have been abandoned and still not have ended, from 1 to 1024; 4 by default. A handler of which so many hang is
    /// skipped, with one alert, until one of them ends; what is under way of it by then is not counted before it is abandoned too.
    /// </summary>
    public int HookOrphans { get; set; } = 4;

    /// <summary>
    /// When a rule without a timeout of its own is given up, from 10 ms to a day; <see langword="null"/>, never, by default. What then happens stands at
    /// <see cref="RiskRuleAttribute.TimeoutMilliseconds"/>.
    /// </summary>
    public TimeSpan? RuleTimeout { get; set; }

    /// <summary>
    /// Whether a rule that awaits something delays no other rule of its event: the rules are started one after another and awaited together. Verdicts keep
    /// their order. Off by default: a rule then starts when the one before it has given its verdict.
    /// </summary>
    public bool ConcurrentRules { get; set; }

    /// <summary>Which events are evaluated at the same time; by default none.</summary>
    public DispatchOrder Dispatch { get; set; }

    /// <summary>Decides what exceptions and results of broker calls mean; <see cref="CallClassifier.Default"/> by default.</summary>
    public CallClassifier Classifier { get; set; } = CallClassifier.Default;

    /// <summary>Polly pipelines by the name that <see cref="BrokerCallAttribute.Pipeline"/> asks for.</summary>
    public IDictionary<string, ResiliencePipeline> Pipelines { get; } = new Dictionary<string, ResiliencePipeline>(StringComparer.Ordinal);

    /// <summary>Where tests put chance of their own: the jitter of delays between attempts, from 0 to 1.</summary>
    internal Func<double>? Jitter { get; set; }

    /// <summary>Where tests follow every record.</summary>
    internal IList<IRecordSink> Records { get; } = [];

    /// <summary>Where tests put a disk of their own.</summary>
    internal Func<string, IJournalDisk> Disk { get; set; } = static directory => new DirectoryDisk(directory);

    internal FileJournalSettings FileJournal(long run)
        => new(
            FileJournalSettings.SegmentBitsFor(SegmentBytes, TracePoint.DefinitionBytes()),
            Flush,
            JournalMaxBytes,
            JournalMaxAge,
            JournalKey,
            SegmentSealed,
            Time,
            run);

    internal DispatchSettings Dispatching() => new(Dispatch, ConcurrentRules, RuleTimeout);

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Time);
        ArgumentNullException.ThrowIfNull(Classifier);
        if (Sinks.Contains(null!))
            throw new ArgumentException("RiskTracerOptions.Sinks has a sink that is null.", nameof(Sinks));
        if (Pipelines.FirstOrDefault(static pipeline => pipeline.Value is null) is { Key: { } empty })
            throw new ArgumentException($"RiskTracerOptions.Pipelines has no pipeline under '{empty}', but null.", nameof(Pipelines));

        Check(JournalBytes is >= 64 << 10 and <= 64 << 20, nameof(JournalBytes), JournalBytes, "from 65,536 (64 KiB) to 67,108,864 (64 MiB)");
        Check(RecentFlows is >= 0 and <= 1_000_000, nameof(RecentFlows), RecentFlows, "from 0 to 1,000,000");
        Check(RecentFlowBytes is >= 1 << 20 and <= 16L << 30, nameof(RecentFlowBytes), RecentFlowBytes, "from 1,048,576 (1 MiB) to 17,179,869,184 (16 GiB)");
        Check(ActiveFlows is >= 1 and <= 1_000_000, nameof(ActiveFlows), ActiveFlows, "from 1 to 1,000,000");
        Check(HookTimeout >= TimeoutWatch.Granularity && HookTimeout <= TimeSpan.FromDays(1), nameof(HookTimeout), HookTimeout, "from 10 ms to a day");
        Check(
            RuleTimeout is null || (RuleTimeout >= TimeoutWatch.Granularity && RuleTimeout <= TimeSpan.FromDays(1)),
            nameof(RuleTimeout),
            RuleTimeout!,
            "from 10 ms to a day, or null");
        Check(
            AbandonFlowsAfter is null || (AbandonFlowsAfter >= TimeSpan.FromSeconds(1) && AbandonFlowsAfter <= TimeSpan.FromDays(365)),
            nameof(AbandonFlowsAfter),
            AbandonFlowsAfter!,
            "from a second to 365 days, or null");
        Check(IsStopTimeout(StopTimeout), nameof(StopTimeout), StopTimeout, "from zero to a day");
        foreach ((string name, TimeSpan deadline) in FlowDeadlines)
            Check(
                RiskTraceGen.FlowDeadlines.IsInRange(deadline),
                nameof(FlowDeadlines),
                deadline,
                $"{RiskTraceGen.FlowDeadlines.Range} each; that of {name} is not");
        Check(HookWorkers is >= 1 and <= 1024, nameof(HookWorkers), HookWorkers, "from 1 to 1024");
        Check(HookOrphans is >= 1 and <= 1024, nameof(HookOrphans), HookOrphans, "from 1 to 1024");
        Check(JournalDirectory is not "", nameof(JournalDirectory), JournalDirectory!, "the path of a directory, or null for a journal in memory");
        Check(
            SegmentBytes is >= 64 << 10 and <= 16 << 20 && BitOperations.IsPow2(SegmentBytes),
            nameof(SegmentBytes),
            SegmentBytes,
            "a power of two from 65,536 (64 KiB) to 16,777,216 (16 MiB)");
        Check(JournalMaxBytes is null or >= 1 << 20, nameof(JournalMaxBytes), JournalMaxBytes!, "at least 1,048,576 (1 MiB)");
        Check(JournalMaxAge is null || JournalMaxAge >= TimeSpan.FromMinutes(1), nameof(JournalMaxAge), JournalMaxAge!, "at least a minute");
        Check(JournalKey is null or { Length: >= 16 }, nameof(JournalKey), JournalKey is null ? "" : $"{JournalKey.Length} bytes", "at least 16 bytes");
        Check(Enum.IsDefined(Dispatch), nameof(Dispatch), Dispatch, "Serial, ByContract or ByAccount");
        Check(Enum.IsDefined(Level), nameof(Level), Level, "Quiet, Breaches or All");
    }

    internal static bool IsStopTimeout(TimeSpan timeout) => timeout >= TimeSpan.Zero && timeout <= TimeSpan.FromDays(1);

    private static void Check(bool holds, string option, object value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(option, value, $"RiskTracerOptions.{option} must be {range}.");
    }
}
