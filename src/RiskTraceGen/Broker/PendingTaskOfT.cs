namespace RiskTraceGen;

/// <summary>Watches the task of a broker call and records its result. The caller has the very task; this only listens.</summary>
internal sealed class PendingTask<T, TEncoder> where TEncoder : struct, IResultEncoder<T>
{
    private static readonly BoundedPool<PendingTask<T, TEncoder>> Pool = new(PendingCall.PoolCapacity);

    private readonly Action _onCompleted;
    private BrokerAttempt _attempt;
    private Task<T>? _task;

    private PendingTask() => _onCompleted = OnCompleted;

    public static void Observe(BrokerAttempt attempt, Task<T> task)
    {
        if (!Pool.TryRent(out PendingTask<T, TEncoder>? pending))
            pending = new PendingTask<T, TEncoder>();

        pending._attempt = attempt;
        pending._task = task;
        // One that has failed already is recorded before the caller sees it: a continuation would come after what the caller does next.
        if (task.IsCompleted)
            pending.OnCompleted();
        else
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(pending._onCompleted);
    }

    private void OnCompleted()
    {
        (BrokerAttempt attempt, Task<T> task) = (_attempt, _task!);
        (_attempt, _task) = (default, null);
        Pool.Return(this);
        if (task.IsCompletedSuccessfully)
            attempt.Answer<T, TEncoder>(task.Result);
        else
            attempt.Fail(PendingTask.FailureOf(task));
    }
}
