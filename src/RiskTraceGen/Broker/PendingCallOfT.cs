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

    private PendingCall() => _onCompleted = OnCompleted;

    public static ValueTask<T> Start(BrokerAttempt attempt, ValueTask<T> task)
    {
        if (!Pool.TryRent(out PendingCall<T, TEncoder>? call))
            call = new PendingCall<T, TEncoder>();

        call._attempt = attempt;
        call._task = task;
        var pending = new ValueTask<T>(call, call._core.Version);
        // One that has failed already stays one that has: through a continuation it would be pending for a moment.
        if (task.IsCompleted)
            call.OnCompleted();
        else
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(call._onCompleted);

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
            Pool.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token)
    {
        AwaitedOnce.RequireFresh(token, _core.Version);
        return _core.GetStatus(token);
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    private void OnCompleted()
    {
        BrokerAttempt attempt = _attempt;
        ValueTask<T> task = _task;
        _attempt = default;
        _task = default;
        T result;
        try
        {
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
