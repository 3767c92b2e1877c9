namespace RiskTraceGen;

/// <summary>Watches the task of a broker call and records its end. The caller has the very task; this only listens.</summary>
internal sealed class PendingTask
{
    private static readonly BoundedPool<PendingTask> Pool = new(PendingCall.PoolCapacity);

    private readonly Action _onCompleted;
    private BrokerAttempt _attempt;
    private Task _task = Task.CompletedTask;

    private PendingTask() => _onCompleted = OnCompleted;

    public static void Observe(BrokerAttempt attempt, Task task)
    {
        if (!Pool.TryRent(out PendingTask? pending))
            pending = new PendingTask();

        pending._attempt = attempt;
        pending._task = task;
        // One that has failed already is recorded before the caller sees it: a continuation would come after what the caller does next.
        if (task.IsCompleted)
            pending.OnCompleted();
        else
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(pending._onCompleted);
    }

    /// <summary>
    /// The exception that an awaiting caller would see. Reading it counts as observing it: a failed call that nobody awaits is in the trace, and no longer in
    /// <see cref="TaskScheduler.UnobservedTaskException"/>.
    /// </summary>
    public static Exception FailureOf(Task task)
    {
        if (task.IsCanceled)
            return CancellationOf(task);

        AggregateException failure = task.Exception!;
        return failure.InnerExceptions.Count == 1 ? failure.InnerExceptions[0] : failure;
    }

    // A task that an async method has made keeps the exception that cancelled it, and only awaiting shows it.
    private static Exception CancellationOf(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException cancellation)
        {
            return cancellation;
        }

        return new TaskCanceledException(task);
    }

    private void OnCompleted()
    {
        (BrokerAttempt attempt, Task task) = (_attempt, _task);
        (_attempt, _task) = (default, Task.CompletedTask);
        Pool.Return(this);
        if (task.IsCompletedSuccessfully)
            attempt.Record(CallOutcome.Ok, settles: true);
        else
            attempt.Fail(FailureOf(task));
    }
}
