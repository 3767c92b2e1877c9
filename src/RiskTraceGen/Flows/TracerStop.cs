namespace RiskTraceGen;

/// <summary>
/// The stop of a tracer. From its beginning new flows are refused; what is under way is waited for until the bound of whoever is the least patient; what
/// is left then is abandoned, and named in the journal before that ends.
/// </summary>
internal sealed class TracerStop(RiskTracer tracer, FlowSlotPool flows)
{
    private const string Source = "stop";

    // For a thread that is not running just when it is to record the last of something.
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<StopReport> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _outOfTime = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _flowsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hasBegun;
    private int _firstLeft;

    /// <summary>Whether new flows are refused.</summary>
    public bool HasBegun => Volatile.Read(ref _hasBegun) != 0;

    /// <summary>Stops, or joins the stop that is under way.</summary>
    /// <param name="within">How long to wait for what is under way.</param>
    /// <param name="outOfTime">Ends the wait before that.</param>
    public async Task<StopReport> RunAsync(TimeSpan within, CancellationToken outOfTime)
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
            _ = StopAsync();

        await ((Task)_report.Task).WaitAsync(within, tracer.Time, outOfTime).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _outOfTime.TrySetResult();
        return await _report.Task.ConfigureAwait(false);
    }

    /// <summary>A flow has ended since the stop began. Takes no lock: the finalizer of a slot comes here too.</summary>
    public void FlowEnded()
    {
        int place = Volatile.Read(ref _firstLeft);
        bool isEmpty = flows.IsEmpty(ref place);
        Volatile.Write(ref _firstLeft, place);
        if (isEmpty)
            _flowsEnded.TrySetResult();
    }

    private async Task StopAsync()
    {
        try
        {
            // Whoever opens or ends a flow does not fence: from here on it has seen that the stop has begun, or its flow is seen as it is.
            Interlocked.MemoryBarrierProcessWide();
            FlowEnded();
            Task drain = DrainAsync();
            await Task.WhenAny(drain, _outOfTime.Task).ConfigureAwait(false);
            StopReport report = drain.IsCompleted ? new StopReport(true, [], []) : Left();
            await AbandonAsync(report).ConfigureAwait(false);
            await tracer.CloseAsync().ConfigureAwait(false);
            _report.SetResult(report);
        }
        catch (Exception exception)
        {
            _report.SetException(exception);
        }
    }

    private async Task DrainAsync()
    {
        await _flowsEnded.Task.ConfigureAwait(false);
        await tracer.Hooks.DrainAsync().ConfigureAwait(false);
    }

    private StopReport Left()
    {
        // A flow that was about to start when the stop began is one of them.
        flows.AwaitRecords(LastPatience);
        return new StopReport(false, LeftFlows(), LeftHandlers());
    }

    // One that is complete but for its handlers is not abandoned: they are.
    private List<ActiveFlow> LeftFlows() => flows.All().FindAll(static flow => !flow.Completing);

    private List<RunningHandler> LeftHandlers()
    {
        var handlers = new List<RunningHandler>();
        lock (tracer.Watch.Gate)
        {
            foreach (HookExecution execution in tracer.Watch.Pending.OfType<HookExecution>())
                handlers.Add(new RunningHandler(execution.Flow.Id, execution.Point.Name, execution.Point.Member, tracer.Elapsed(execution.StartTicks)));
        }

        handlers.Sort(static (left, right) => right.Age.CompareTo(left.Age));
        return handlers;
    }

    private async Task AbandonAsync(StopReport report)
    {
        foreach (ActiveFlow flow in report.Flows)
            Alert(flow.Id, $"{flow.Type} is abandoned after {DurationText.Of(flow.Age)}: the tracer stops, and nobody has completed it");
        foreach (RunningHandler handler in report.Handlers)
            Alert(
                handler.FlowId,
                $"{handler.Hook} → {handler.Handler} is abandoned after {DurationText.Of(handler.Age)}: the tracer stops, and it is still running");

        flows.Abandon(TimeSpan.Zero, "not completed when the tracer stopped");
        // Handlers get their outcome; with it the flows that were complete but for them end. Other timeouts go on: whoever waits for one is not of the tracer.
        tracer.Hooks.Close();
        tracer.Watch.Expire<HookExecution>();
        // Those that other threads are just starting, or ending, have theirs before the journal ends.
        await tracer.Hooks.DrainAsync().WaitAsync(LastPatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        flows.Close();
        flows.AwaitRecords(LastPatience);
    }

    private void Alert(long flow, string message) => FlowRecords.Alert(tracer, flow, Source, message);
}
