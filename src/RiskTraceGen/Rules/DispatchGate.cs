namespace RiskTraceGen;

/// <summary>
/// Lets dispatches through in the order of their arrival, as far as they must keep it. Allocates nothing while nobody has to wait. Thread safe.
/// </summary>
internal abstract class DispatchGate
{
    private static int _lastId;

    // The gate that the thread is inside of, by its number, which is cheaper to store than a reference; 0 for none.
    [ThreadStatic]
    private static int _inside;

    // What the thread is inside of but for the innermost: rules that dispatch to another tracer.
    [ThreadStatic]
    private static Stack<int>? _outside;

    private readonly int _id = Interlocked.Increment(ref _lastId);

    /// <summary>Whether the calling thread is inside a rule or an inline handler: waiting here could be waiting for itself.</summary>
    public bool IsInside => _inside == _id || _outside?.Contains(_id) == true;

    /// <summary>The calling thread enters rules or inline handlers.</summary>
    /// <returns>For <see cref="Leave"/>.</returns>
    public int Enter()
    {
        int outer = _inside;
        if (outer != 0)
            (_outside ??= new Stack<int>()).Push(outer);

        _inside = _id;
        return outer;
    }

    /// <summary>The calling thread leaves what it entered last.</summary>
    public static void Leave(int outer)
    {
        _inside = outer;
        if (outer != 0)
            _outside!.Pop();
    }

    /// <summary>Begins a dispatch, if it has to wait for none.</summary>
    /// <param name="key">What the event is about.</param>
    /// <returns>The lane, which <see cref="Exit"/> takes back; <see langword="null"/> when others come first, as they always do from inside a rule.</returns>
    public abstract DispatchLane? TryEnter(string? key);

    /// <summary>Waits until a dispatch may begin.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled while waiting.</exception>
    public async Task<DispatchLane> EnterAsync(string? key, CancellationToken cancellationToken)
    {
        var turn = new DispatchTurn(this, key);
        if (EnterOrQueue(turn) is { } lane)
            return lane;

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((DispatchTurn)state!).Cancel(token), turn);
        return await turn.Task.ConfigureAwait(false);
    }

    /// <summary>A dispatch has ended: the next one begins.</summary>
    public abstract void Exit(DispatchLane lane);

    /// <summary>Takes a turn out of those who wait.</summary>
    /// <returns><see langword="false"/> when it has come already.</returns>
    public abstract bool Withdraw(DispatchTurn turn);

    protected abstract DispatchLane? EnterOrQueue(DispatchTurn turn);
}
