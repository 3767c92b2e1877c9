using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>
/// One raise of a hook: runs the handlers group by group in their order, counts what becomes of them, and tells whoever waits. Pooled; one of whose
/// handlers was abandoned is never used again.
/// </summary>
internal sealed class HookRaise<TPayload> : IValueTaskSource<HookOutcome>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<HookOutcome> _core;
    private HookHandler<TPayload>[] _handlers = [];
    private int _next;
    private int _pending;
    private bool _isAwaited;
    private bool _holdsFlow;
    private int _succeeded;
    private int _failed;
    private int _abandoned;
    private int _skipped;
    private List<HookFailure>? _failures;

    public HookSet Hooks { get; private set; } = null!;

    public HookPoint<TPayload> Hook { get; private set; } = null!;

    public TPayload Payload { get; private set; } = default!;

    /// <summary>The flow, seen from inside the raise.</summary>
    public RiskFlow Flow { get; private set; }

    public ExecutionContext? Context { get; private set; }

    public static HookRaise<TPayload> Rent(
        HookSet hooks, HookPoint<TPayload> hook, HookHandler<TPayload>[] handlers, in TPayload payload, RiskFlow flow, bool isAwaited)
    {
        if (!hook.Raises.TryRent(out HookRaise<TPayload>? raise))
            raise = new HookRaise<TPayload>();

        raise.Hooks = hooks;
        raise.Hook = hook;
        raise._handlers = handlers;
        raise.Payload = payload;
        raise.Flow = flow;
        raise._isAwaited = isAwaited;
        raise.Context = ExecutionContext.Capture();
        raise._holdsFlow = flow.Slot!.TryHold(flow.Id);
        hooks.Opened();
        return raise;
    }

    /// <summary>Starts the first group of handlers.</summary>
    public void Start() => StartGroup();

    /// <summary>The value task of a raise that is awaited; taken before the raise is started.</summary>
    public ValueTask<HookOutcome> AsValueTask() => new(this, _core.Version);

    /// <summary>A handler has its outcome.</summary>
    public void HandlerEnded(TracePoint handler, HandlerOutcome outcome, Exception? exception, string? reason)
    {
        switch (outcome)
        {
            case HandlerOutcome.Succeeded:
                Interlocked.Increment(ref _succeeded);
                break;
            case HandlerOutcome.Failed:
                Interlocked.Increment(ref _failed);
                NoteFailure(handler, HookFailureKind.Failed, exception, reason);
                break;
            case HandlerOutcome.Abandoned:
                Interlocked.Increment(ref _abandoned);
                NoteFailure(handler, HookFailureKind.TimedOut, exception, reason);
                break;
            default:
                Interlocked.Increment(ref _skipped);
                NoteFailure(handler, HookFailureKind.Skipped, exception, reason);
                break;
        }

        GroupMemberEnded();
    }

    HookOutcome IValueTaskSource<HookOutcome>.GetResult(short token)
    {
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("The value task of RaiseAsync was read before it had completed. Await it, once.");

        HookOutcome outcome = _core.GetResult(token);
        Recycle();
        return outcome;
    }

    ValueTaskSourceStatus IValueTaskSource<HookOutcome>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<HookOutcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    // What awaited the raise goes on on the shared pool, not on a worker that is meant for handlers.
    void IThreadPoolWorkItem.Execute() => _core.SetResult(Outcome());

    private void StartGroup()
    {
        while (_next < _handlers.Length)
        {
            int first = _next;
            int end = first + 1;
            while (end < _handlers.Length && _handlers[end].Order == _handlers[first].Order)
                end++;

            // One more than the group: it cannot end while its members are still being started.
            _next = end;
            Volatile.Write(ref _pending, end - first + 1);
            for (int i = first; i < end; i++)
                StartHandler(_handlers[i]);

            if (Interlocked.Decrement(ref _pending) != 0)
                return;
        }

        End();
    }

    private void StartHandler(HookHandler<TPayload> handler)
    {
        HookExecution<TPayload> execution = HookExecution<TPayload>.Rent(this, handler);
        if (handler.IsInline)
            execution.Execute(null);
        else if (!Hooks.Workers.TryEnqueue(execution))
            execution.Skip(Hooks.Workers.Refusal);
    }

    private void GroupMemberEnded()
    {
        if (Interlocked.Decrement(ref _pending) == 0)
            StartGroup();
    }

    private void End()
    {
        RiskFlow flow = Flow;
        HookSet hooks = Hooks;
        bool holdsFlow = _holdsFlow;
        if (_isAwaited)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        else
            Recycle();

        if (holdsFlow)
            flow.Slot!.Release(flow.Id);

        hooks.Closed();
    }

    private HookOutcome Outcome() => new(_succeeded, _failed, _abandoned, _skipped, _failures?.ToArray());

    private void NoteFailure(TracePoint handler, HookFailureKind kind, Exception? exception, string? reason)
    {
        var failure = new HookFailure(Hook.Name, handler.Member, kind, exception, Flow.Id, reason);
        lock (Hook)
            (_failures ??= []).Add(failure);

        Hooks.Failures.Report(failure, Flow);
    }

    private void Recycle()
    {
        bool reusable = _abandoned == 0;
        _core.Reset();
        _handlers = [];
        _next = _pending = _succeeded = _failed = _abandoned = _skipped = 0;
        _failures = null;
        if (!reusable)
            return;

        Payload = default!;
        Context = null;
        Flow = default;
        Hook.Raises.Return(this);
    }
}
