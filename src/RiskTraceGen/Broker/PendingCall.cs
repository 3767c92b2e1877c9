using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>A suspended broker call without a result: stands between the broker's value task and the caller, records the end, and is used again.</summary>
internal sealed class PendingCall : IValueTaskSource
{
    /// <summary>How many calls in flight are served without allocating.</summary>
    public const int PoolCapacity = 1024;

    private static readonly BoundedPool<PendingCall> Pool = new(PoolCapacity);

    private readonly Action _onCompleted;
    private ManualResetValueTaskSourceCore<bool> _core;
    private BrokerAttempt _attempt;
    private ValueTask _task;
    private int _ends;
    private bool _isLost;
    private bool _isCancelled;

    private PendingCall() => _onCompleted = OnCompleted;

    public static ValueTask Start(BrokerAttempt attempt, ValueTask task)
    {
        if (!Pool.TryRent(out PendingCall? call))
            call = new PendingCall();

        call._attempt = attempt;
        call._task = task;
        call._ends = 0;
        var pending = new ValueTask(call, call._core.Version);
        call.Follow(task);
        return pending;
    }

    /// <summary>The status of what the caller has: a value task that failed of somebody else's cancellation has failed, and was not cancelled.</summary>
    /// <param name="status">The status as it follows from the exception alone.</param>
    /// <param name="isCancelled">Whether the broker's value task was cancelled.</param>
    public static ValueTaskSourceStatus Status(ValueTaskSourceStatus status, bool isCancelled)
        => status == ValueTaskSourceStatus.Canceled && !isCancelled ? ValueTaskSourceStatus.Faulted : status;

    public void GetResult(short token)
    {
        AwaitedOnce.RequireEnd(_core, token);
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            if (!_isLost)
                Pool.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token)
    {
        AwaitedOnce.RequireFresh(token, _core.Version);
        return Status(_core.GetStatus(token), _isCancelled);
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    private void Follow(ValueTask task)
    {
        try
        {
            // One that has failed already stays one that has: through a continuation it would be pending for a moment.
            if (task.IsCompleted)
                OnCompleted();
            else
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onCompleted);
        }
        catch (Exception)
        {
            // A value task of the broker's own making that cannot be waited for, and may still call. Where it has called before, its answer is there.
            _isLost = true;
            if (Interlocked.Exchange(ref _ends, 1) == 0)
                throw;
        }
    }

    private void OnCompleted()
    {
        // A broken source may call twice.
        if (Interlocked.Exchange(ref _ends, 1) != 0)
            return;

        BrokerAttempt attempt = _attempt;
        ValueTask task = _task;
        _attempt = default;
        _task = default;
        try
        {
            _isCancelled = task.IsCanceled;
            task.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            attempt.Fail(exception);
            _core.SetException(exception);
            return;
        }

        attempt.Record(CallOutcome.Ok, settles: true);
        _core.SetResult(true);
    }
}
