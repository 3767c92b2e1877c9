namespace RiskTraceGen;

/// <summary>Lets one dispatch at a time through, in the order of arrival. Allocates nothing while nobody has to wait.</summary>
internal sealed class DispatchGate
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int Contended = 2;

    private readonly object _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _state;
    private int _ownerThread;

    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Taken, Free) == Free;

    /// <summary>The owner is running rules on the calling thread, until <see cref="Suspend"/>.</summary>
    public void RunHere() => Volatile.Write(ref _ownerThread, Environment.CurrentManagedThreadId);

    /// <summary>The owner waits for a rule: its thread is free for others.</summary>
    public void Suspend() => Volatile.Write(ref _ownerThread, 0);

    /// <summary>Whether the calling thread is inside a rule that the owner evaluates: waiting here would wait for ever.</summary>
    public bool IsInsideOwner => Volatile.Read(ref _ownerThread) == Environment.CurrentManagedThreadId;

    /// <exception cref="OperationCanceledException">The token was cancelled while waiting.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource? turn = Queue();
        if (turn is null)
            return;

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn);
        await turn.Task.ConfigureAwait(false);
    }

    public void Exit()
    {
        Suspend();
        if (Interlocked.CompareExchange(ref _state, Free, Taken) == Taken)
            return;

        lock (_gate)
        {
            // The gate is handed on without ever being free; whoever gave up waiting is passed over.
            while (_waiting.TryDequeue(out TaskCompletionSource? turn))
            {
                if (_waiting.Count == 0)
                    Volatile.Write(ref _state, Taken);
                if (turn.TrySetResult())
                    return;
            }

            Volatile.Write(ref _state, Free);
        }
    }

    private TaskCompletionSource? Queue()
    {
        lock (_gate)
        {
            while (true)
            {
                if (TryEnter())
                    return null;
                if (Interlocked.CompareExchange(ref _state, Contended, Taken) == Free)
                    continue;

                var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(turn);
                return turn;
            }
        }
    }
}
