namespace RiskTraceGen;

/// <summary>Watches running handlers and gives up those that take longer than they may. Its timer runs only while handlers do.</summary>
internal sealed class HookWatch : IDisposable
{
    /// <summary>How far past its timeout a handler may be before it is noticed.</summary>
    public static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(10);

    private readonly object _gate = new();
    private readonly RiskTracer _tracer;
    private readonly HookWorkers _workers;
    private readonly ITimer _timer;
    private HookExecution? _first;
    private bool _ticking;

    public HookWatch(RiskTracer tracer, HookWorkers workers)
    {
        _tracer = tracer;
        _workers = workers;
        _timer = tracer.Time.CreateTimer(static state => ((HookWatch)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Begin(HookExecution execution, HookWorkers.Worker? worker)
    {
        lock (_gate)
        {
            execution.Worker = worker;
            execution.StartTicks = _tracer.Timestamp();
            execution.IsWatched = true;
            execution.Previous = null;
            execution.Next = _first;
            if (_first is not null)
                _first.Previous = execution;

            _first = execution;
            if (!_ticking)
            {
                _ticking = true;
                _timer.Change(Granularity, Granularity);
            }
        }
    }

    /// <summary>The handler has given its worker back; what is left of it runs elsewhere.</summary>
    public void LeaveWorker(HookExecution execution)
    {
        lock (_gate)
            execution.Worker = null;
    }

    /// <returns><see langword="false"/> when the execution has been abandoned before.</returns>
    public bool TryEnd(HookExecution execution)
    {
        lock (_gate)
        {
            execution.Worker = null;
            if (execution.WasAbandoned)
                return false;

            Unlink(execution);
            return true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        List<(HookExecution Execution, bool HeldWorker)>? expired = null;
        lock (_gate)
        {
            HookExecution? execution = _first;
            while (execution is not null)
            {
                HookExecution? next = execution.Next;
                if (_tracer.Elapsed(execution.StartTicks) >= execution.Timeout)
                {
                    Unlink(execution);
                    execution.WasAbandoned = true;
                    // Marked while the handler still holds it: a worker that had gone to sleep would swallow the next wake-up.
                    execution.Worker?.IsOrphan = true;
                    (expired ??= []).Add((execution, execution.Worker is not null));
                }

                execution = next;
            }

            if (_first is null)
            {
                _ticking = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        if (expired is null)
            return;

        foreach ((HookExecution execution, bool heldWorker) in expired)
        {
            if (heldWorker)
                _workers.AbandonWorker();

            execution.Abandon();
        }

        _workers.SkipStranded();
    }

    private void Unlink(HookExecution execution)
    {
        if (!execution.IsWatched)
            return;

        execution.IsWatched = false;
        if (execution.Previous is { } previous)
            previous.Next = execution.Next;
        else
            _first = execution.Next;

        if (execution.Next is { } next)
            next.Previous = execution.Previous;

        execution.Previous = execution.Next = null;
    }
}
