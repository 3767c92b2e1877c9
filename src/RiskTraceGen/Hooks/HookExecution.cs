namespace RiskTraceGen;

/// <summary>
/// One execution of one handler: a pooled work item that runs on a worker, is watched for its timeout, and has exactly one outcome. What was abandoned is
/// never used again, because its handler may still hold on to it.
/// </summary>
internal abstract class HookExecution : Watched
{
    private readonly Action _onCompleted;
    private CancellationTokenSource? _cancellation;
    private HookWorkers.Worker? _worker;
    private ValueTask _task;
    private Exception? _lateFailure;
    private long _span;
    private int _ends;
    private int _lateParts;
    private bool _heldWorker;

    protected HookExecution() => _onCompleted = OnCompleted;

    /// <summary>The flow, seen from inside the raise.</summary>
    public RiskFlow Flow { get; protected set; }

    /// <summary>The handler's trace point.</summary>
    public TracePoint Point => Handler.HandlerPoint;

    protected HookSet Hooks { get; set; } = null!;

    protected abstract HookHandler Handler { get; }

    protected bool UsesCancellation { get; set; }

    /// <summary>Whether the source of the handler's task may still call, although the execution has its outcome.</summary>
    protected bool IsLost { get; private set; }

    protected ExecutionContext? Context { get; set; }

    /// <summary>Runs the handler on the calling thread.</summary>
    /// <param name="worker">The worker that the thread belongs to; <see langword="null"/> when the handler runs inline.</param>
    public void Execute(HookWorkers.Worker? worker)
    {
        if (Hooks.IsClosed)
        {
            Skip(Hooks.Workers.Refusal);
            return;
        }

        if (Handler.Breaker.IsOpen(Hooks.OrphansAllowed))
        {
            Skip(Hooks.HangsReason);
            return;
        }

        // There before the watch can abandon the execution, so that there is something to cancel.
        if (UsesCancellation)
            _cancellation ??= new CancellationTokenSource();

        _span = FlowRecords.HookBegin(Flow, Handler.HandlerPoint);
        _worker = worker;
        _ends = 0;
        Hooks.Watch.Begin(this);
        // Watched too late to be abandoned with the others when the tracer stopped.
        if (Hooks.IsClosed && Hooks.Watch.TryExpire(this))
            return;

        if (worker is not null && Context is { } context)
            ExecutionContext.Run(context, static state => ((HookExecution)state!).Run(), this);
        else
            Run();
    }

    /// <summary>Ends the execution without having run it.</summary>
    public void Skip(string reason)
    {
        FlowRecords.HookSkip(Flow, Handler.HandlerPoint, reason);
        Finish(HandlerOutcome.Skipped, null, reason);
    }

    /// <inheritdoc/>
    protected internal override void OnExpiring()
    {
        // Marked while the handler still holds it: a worker that had gone to sleep would swallow the next wake-up.
        _heldWorker = _worker is not null;
        _worker?.IsOrphan = true;
        // Counted before its late end can be.
        Handler.Breaker.Add(this, Hooks.OrphansAllowed);
    }

    /// <inheritdoc/>
    protected internal override void OnExpired()
    {
        if (_heldWorker)
            Hooks.Workers.AbandonWorker();

        FlowRecords.HookEnd(Flow, Handler.HandlerPoint, _span, HandlerOutcome.Abandoned, null);
        MeetLate();
        Handler.Breaker.Tell(Hooks.Tracer);
        // Callbacks on the token are the handler's code: they run elsewhere, not on the watch.
        if (_cancellation is { } cancellation)
            _ = cancellation.CancelAsync();

        Finish(HandlerOutcome.Abandoned, null, $"not ended after {DurationText.Of(Timeout)}");
        Hooks.Workers.SkipStranded();
    }

    protected abstract ValueTask InvokeHandler(CancellationToken cancellationToken);

    /// <summary>The execution has its outcome. Called exactly once.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="exception">What the handler threw.</param>
    /// <param name="reason">In words, when it was abandoned or why it was never started.</param>
    protected abstract void Finish(HandlerOutcome outcome, Exception? exception, string? reason);

    private void Run()
    {
        ValueTask task;
        try
        {
            CancellationToken token = UsesCancellation ? _cancellation!.Token : CancellationToken.None;
            task = InvokeHandler(token);
        }
        catch (Exception exception)
        {
            LeaveWorker();
            End(exception);
            return;
        }

        LeaveWorker();
        Follow(task);
    }

    private void Follow(ValueTask task)
    {
        _task = task;
        try
        {
            if (!task.IsCompleted)
            {
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onCompleted);
                return;
            }
        }
        catch (Exception exception)
        {
            // A value task of the user's own making, or one that was awaited before: whoever made it may still call.
            IsLost = true;
            End(exception);
            return;
        }

        OnCompleted();
    }

    // The worker is free again; what is left of the handler runs elsewhere.
    private void LeaveWorker()
    {
        lock (Hooks.Watch.Gate)
            _worker = null;
    }

    private void OnCompleted()
    {
        ValueTask task = _task;
        _task = default;
        Exception? failure = null;
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        End(failure);
    }

    private void End(Exception? exception)
    {
        // A broken source may call twice.
        if (Interlocked.Exchange(ref _ends, 1) != 0)
            return;

        if (!Hooks.Watch.TryEnd(this))
        {
            _lateFailure = exception;
            Handler.Breaker.Remove(this, Hooks.OrphansAllowed);
            MeetLate();
            Handler.Breaker.Tell(Hooks.Tracer);
            return;
        }

        HandlerOutcome outcome = exception is null ? HandlerOutcome.Succeeded : HandlerOutcome.Failed;
        FlowRecords.HookEnd(Flow, Handler.HandlerPoint, _span, outcome, exception);
        if (_cancellation is { } cancellation && !cancellation.TryReset())
            _cancellation = null;

        Finish(outcome, exception, null);
    }

    // The handler has ended, and its outcome is recorded: whichever comes second records the late end, so that it stands behind the outcome.
    private void MeetLate()
    {
        if (Interlocked.Increment(ref _lateParts) == 2)
            FlowRecords.HookEnd(Flow, Handler.HandlerPoint, _span, HandlerOutcome.EndedLate, _lateFailure);
    }
}
