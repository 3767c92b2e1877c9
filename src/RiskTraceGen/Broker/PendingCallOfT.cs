using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>A suspended broker call: stands between the broker's value task and the caller, records the result, and is used again.</summary>
internal sealed class PendingCall<T, TEncoder> : IValueTaskSource<T> where TEncoder : struct, IResultEncoder<T>
{
    private static readonly BoundedPool<PendingCall<T, TEncoder>> Pool = new(PendingCall.PoolCapacity);

    private readonly Action _onCompleted;
    private ManualResetValueTaskSourceCore<T> _core;
    private BrokerAttempt _attempt;
    private ValueTask<T> _task;
    private int _ends;
    private bool _isLost;
    private bool _isCancelled;

    private PendingCall() => _onCompleted = OnCompleted;

    public static ValueTask<T> Start(BrokerAttempt attempt, ValueTask<T> task)
    {
        if (!Pool.TryRent(out PendingCall<T, TEncoder>? call))
            call = new PendingCall<T, TEncoder>();

        call._attempt = attempt;
        call._task = task;
        call._ends = 0;
        var pending = new ValueTask<T>(call, call._core.Version);
        call.Follow(task);
        return pending;
    }

    public T GetResult(short token)
    {
        AwaitedOnce.RequireEnd(_core, token);
        try
        {
            return _core.GetResult(token);
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
        return PendingCall.Status(_core.GetStatus(token), _isCancelled);
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    private void Follow(ValueTask<T> task)
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
        ValueTask<T> task = _task;
        _attempt = default;
        _task = default;
        T result;
        try
        {
            _isCancelled = task.IsCanceled;
            result = task.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            attempt.Fail(exception);
            _core.SetException(exception);
            return;
        }

        attempt.Answer<T, TEncoder>(result);
        _core.SetResult(result);
    }
}
