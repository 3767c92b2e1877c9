using System.Collections.Frozen;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace RiskTraceGen;

/// <summary>
/// Records flows: owns the journal, its reader, the hooks and the flows that are active. One for a program is usual. Thread safe.
/// </summary>
public sealed class RiskTracer : IAsyncDisposable
{
    private readonly FlowSlotPool _slots;
    private readonly TracerStop _stop;
    private readonly TimeSpan _stopTimeout;
    private readonly JournalPump _pump;
    private readonly FlowAssembler _assembler;
    private readonly StatisticsSink _statistics;
    private readonly AlertSink? _alerts;
    private readonly bool _usesSystemClock;
    private long _lastFlow;
    private long _unroutedEvents;
    private int _level;
    private int _hasDispatcher;

    /// <summary>Creates a tracer and starts its threads: the journal's reader and the first workers for handlers.</summary>
    /// <param name="options">How it works.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The journal's directory has a writer already, or cannot be used.</exception>
    public RiskTracer(RiskTracerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Time = options.Time;
        _usesSystemClock = ReferenceEquals(Time, TimeProvider.System);
        _level = (int)options.Level;
        IsRecording = options.Enabled;
        var clock = new TraceClock(Time);
        Journal = options.JournalDirectory is { } directory
            ? new Journal(options.JournalBytes, new FileSegments(options.Disk(directory), options.FileJournal(InstanceId), clock, TellOfTrouble))
            : new Journal(options.JournalBytes, Journal.SegmentBitsFor(options.JournalBytes));
        FlushesCalls = options.JournalDirectory is not null && options.Flush.BeforeCalls;
        _lastFlow = Journal.LastFlow;
        _slots = new FlowSlotPool(this, options.ActiveFlows);
        _stop = new TracerStop(this, _slots);
        _stopTimeout = options.StopTimeout;
        Deadlines = new FlowDeadlines(options.FlowDeadlines);
        _assembler = new FlowAssembler(clock, [.. options.Sinks], options.RecentFlows, () => Level, options.RecentFlowBytes);
        _statistics = new StatisticsSink(clock);
        _alerts = options.Alerted is { } alerted ? new AlertSink(clock, alerted) : null;
        IRecordSink[] sinks = _alerts is null ? [_statistics, _assembler] : [_statistics, _assembler, _alerts];
        _pump = new JournalPump(Journal, [.. sinks, .. options.Records], AlertOfLoss);
        Watch = new TimeoutWatch(Time);
        Classifier = options.Classifier;
        Pipelines = new RetryPipelines(Time, options.Pipelines.ToFrozenDictionary(), options.Jitter, TellOfMissingPipeline);
        Dispatching = options.Dispatching();
        Hooks = new HookSet(this, options.HookWorkers, options.HookTimeout, options.HookOrphans);
        Journal.Begin();
        if (options.AbandonFlowsAfter is { } patience)
            FlowSweep.Begin(this, _slots, patience);
    }

    /// <summary>The hooks, for handlers that are attached while the program runs.</summary>
    public HookSet Hooks { get; }

    /// <summary>How much is shown. May be changed at any time.</summary>
    public TraceLevel Level
    {
        get => (TraceLevel)Volatile.Read(ref _level);
        set => Volatile.Write(ref _level, (int)value);
    }

    /// <summary>
    /// The flows that have started and not ended, oldest first, also those beyond the pool; as many as <see cref="RiskTracerOptions.ActiveFlows"/>.
    /// </summary>
    public IReadOnlyList<ActiveFlow> ActiveFlows => _slots.Snapshot();

    /// <summary>
    /// The flows that ended last, oldest first; as many as <see cref="RiskTracerOptions.RecentFlows"/> and
    /// <see cref="RiskTracerOptions.RecentFlowBytes"/> allow. Complete after <see cref="FlushAsync"/>.
    /// </summary>
    public IReadOnlyList<FlowTrace> RecentFlows => _assembler.RecentFlows();

    /// <summary>
    /// What has happened so far, or since <see cref="ResetStatistics"/>, as far as the journal has been read; call <see cref="FlushAsync"/> first to include
    /// everything. While the snapshot is taken the journal's reader waits; who records does not.
    /// </summary>
    public TraceStatistics Statistics => _pump.Read(cursor => _statistics.Snapshot(
        new JournalStatistics(cursor.Written, Journal.DetailDropped, Journal.AuditLost, cursor.InFlight, Journal.Unsaved, Journal.FailedFlushes),
        new SinkStatistics(_assembler.SinkFailures + (_alerts?.Failures ?? 0), _assembler.GivenUp, _assembler.LeftOut),
        Volatile.Read(ref _unroutedEvents)));

    internal TimeProvider Time { get; }

    internal Journal Journal { get; }

    internal TimeoutWatch Watch { get; }

    internal FlowDeadlines Deadlines { get; }

    internal DispatchSettings Dispatching { get; }

    internal CallClassifier Classifier { get; }

    internal RetryPipelines Pipelines { get; }

    internal bool IsRecording { get; }

    internal bool IsStopping => _stop.HasBegun;

    /// <summary>Whether a broker call waits until its begin is on the disk.</summary>
    internal bool FlushesCalls { get; }

    /// <summary>Random: makes flow numbers unique among tracers.</summary>
    internal long InstanceId { get; } = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>
    /// Starts a flow for something other than an event, such as the start of the bot. Complete it, or dispose of it as abandoned; what is neither completed
    /// nor disposed of is found after <see cref="RiskTracerOptions.AbandonFlowsAfter"/>.
    /// </summary>
    /// <param name="type">The flow's type, for example <c>STARTUP</c>.</param>
    /// <param name="trigger">
    /// What set it in motion: text, a number, or a value of a type that a module knows how to record, such as an
    /// event; of anything else the name of its type is recorded.
    /// </param>
    /// <exception cref="ObjectDisposedException">The tracer is stopping, or has stopped.</exception>
    public RiskFlow StartFlow(string type, object? trigger = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        long ticks = Timestamp();
        RiskFlow flow = Open(type, ticks, CancellationToken.None);
        FlowRecords.FlowStart(this, flow.Id, ticks, type, trigger);
        flow.Slot!.Start(flow.Id, Deadlines.Of(type));
        return flow;
    }

    /// <summary>
    /// Lets <see cref="Statistics"/> begin anew: flows, evaluations, hooks, broker calls, alerts, late records, unrouted events and every latency. Flows and
    /// broker calls that are under way count as begun, and are measured from their own begin. What is lost stays counted: the journal's account and that of
    /// the sinks go on. What was recorded before and has not been read counts afterwards; call <see cref="FlushAsync"/> first to leave it behind.
    /// </summary>
    public void ResetStatistics() => _pump.Read(_ =>
    {
        _statistics.Reset();
        return Interlocked.Exchange(ref _unroutedEvents, 0);
    });

    /// <summary>
    /// Waits until everything that has been recorded by now has been read: shown, counted, and kept in <see cref="RecentFlows"/>; and, where the journal has a
    /// directory, flushed to the disk.
    /// </summary>
    public async ValueTask FlushAsync()
    {
        await _pump.FlushAsync().ConfigureAwait(false);
        Journal.FlushToDisk();
    }

    /// <summary>
    /// Stops. From now on new flows and dispatches are refused; raises inside flows that are under way still work. Waits until every flow and every handler
    /// has ended, at most for the given time; what is left then is abandoned, and recorded by name. Reads the journal to its end, and ends the threads.
    /// Whoever calls it again shares the one stop, and its report; the shortest time that anybody gives counts.
    /// </summary>
    /// <param name="within">How long to wait for what is under way, from zero to a day; by default <see cref="RiskTracerOptions.StopTimeout"/>.</param>
    /// <returns>Whether everything has ended by itself, and what was abandoned.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is out of its range.</exception>
    public ValueTask<StopReport> StopAsync(TimeSpan? within = null) => StopAsync(within, CancellationToken.None);

    /// <summary>Stops as <see cref="StopAsync(TimeSpan?)"/> does, within <see cref="RiskTracerOptions.StopTimeout"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>Stops as <see cref="StopAsync(TimeSpan?)"/> does; the wait ends also when the token is cancelled.</summary>
    internal ValueTask<StopReport> StopAsync(TimeSpan? within, CancellationToken outOfTime)
    {
        if (within is { } bound && !RiskTracerOptions.IsStopTimeout(bound))
            throw new ArgumentOutOfRangeException(nameof(within), within, "A stop may wait from zero to a day.");

        return new ValueTask<StopReport>(_stop.RunAsync(within ?? _stopTimeout, outOfTime));
    }

    /// <summary>The last part of a stop: nothing is recorded any more.</summary>
    internal async Task CloseAsync()
    {
        Watch.Expire<FlowSweep>();
        Watch.Dispose();
        await _pump.StopAsync().ConfigureAwait(false);
        Journal.Stop();
        _assembler.Close();
    }

    internal RiskFlow StartDispatch<TEvent>(
        string type, long ticks, TimeSpan deadline, EventRules<TEvent> rules, TEvent riskEvent, CancellationToken cancellationToken)
    {
        RiskFlow flow = Open(type, ticks, cancellationToken);
        FlowRecords.FlowStart(this, flow.Id, ticks, rules, riskEvent);
        flow.Slot!.Start(flow.Id, deadline);
        return flow;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Timestamp() => _usesSystemClock ? Stopwatch.GetTimestamp() : Time.GetTimestamp();

    internal TimeSpan Elapsed(long startTicks) => Time.GetElapsedTime(startTicks, Timestamp());

    internal void Return(FlowSlot slot)
    {
        _slots.Return(slot);
        if (_stop.HasBegun)
            _stop.FlowEnded();
    }

    internal void NoteUnroutedEvent() => Interlocked.Increment(ref _unroutedEvents);

    internal void ClaimForDispatcher()
    {
        if (Interlocked.Exchange(ref _hasDispatcher, 1) != 0)
            throw new InvalidOperationException(
                "This tracer has a dispatcher already: a second one would run every handler twice. Create one dispatcher for a tracer.");
    }

    /// <summary>Keeps the reader from reading, and so from allocating, while a test measures.</summary>
    internal IDisposable PauseSinks() => _pump.Pause();

    private RiskFlow Open(string type, long ticks, CancellationToken cancellationToken)
    {
        RiskFlow flow = OpenAnyway(type, ticks, cancellationToken);
        // Asked when the flow can be seen: the stop waits for it, or it does not start.
        if (_stop.HasBegun)
            Refuse(flow, type);

        return flow;
    }

    private RiskFlow OpenAnyway(string type, long ticks, CancellationToken cancellationToken)
    {
        long id = Interlocked.Increment(ref _lastFlow);
        FlowSlot slot = _slots.Rent(id);
        slot.Open(id, type, ticks, cancellationToken);
        return new RiskFlow(slot, id, 0, 0, owner: true);
    }

    private static void Refuse(in RiskFlow flow, string type)
    {
        flow.Slot!.Discard(flow.Id);
        throw new ObjectDisposedException(
            nameof(RiskTracer),
            $"The tracer is stopping, or has stopped: a flow of type {type} is not started any more. What is under way goes on until StopAsync returns.");
    }

    // Not refused while the tracer stops: that is no time to be silent about trouble.
    private void TellOfTrouble(string what, Exception why)
    {
        const string Type = "JOURNAL_TROUBLE";
        long ticks = Timestamp();
        using RiskFlow flow = OpenAnyway(Type, ticks, CancellationToken.None);
        FlowRecords.FlowStart(this, flow.Id, ticks, Type, null);
        flow.Slot!.Start(flow.Id, TimeSpan.Zero);
        flow.Raise(new CriticalFailure("journal", $"{what} ({why.Message})", why));
        flow.Complete("TOLD");
    }

    private void TellOfMissingPipeline(CallPolicy policy) => FlowRecords.Alert(
        this,
        RiskFlow.None,
        policy.Point.Name,
        $"asks for the pipeline '{policy.Pipeline}', which RiskTracerOptions.Pipelines does not have: retried {policy.Retries} times instead",
        null);

    private bool AlertOfLoss() => FlowRecords.Alert(
        this, RiskFlow.None, "journal", "audit records were lost: the reader was behind, and they may not wait longer (the number is in the statistics)", null);
}
