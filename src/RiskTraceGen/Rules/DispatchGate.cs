namespace RiskTraceGen;

/// <summary>Lets dispatches through in the order of their arrival, as far as they must keep it. Allocates nothing while nobody has to wait. Thread safe.</summary>
internal abstract class DispatchGate
{
    [ThreadStatic]
    private static DispatchGate? t_inside;

    // What the calling thread is inside of but for the innermost: rules that dispatch to another tracer.
    [ThreadStatic]
    private static Stack<DispatchGate>? t_outside;

    /// <summary>Whether the calling thread is inside a rule or an inline handler: waiting here could be waiting for itself.</summary>
    public bool IsInside => t_inside == this || t_outside?.Contains(this) == true;

    /// <summary>The calling thread enters rules or inline handlers, until <see cref="Leave"/>.</summary>
    public void RunHere()
    {
        if (t_inside is { } outer)
            (t_outside ??= new Stack<DispatchGate>()).Push(outer);

        t_inside = this;
    }

    /// <summary>The calling thread has left what it entered last.</summary>
    public static void Leave() => t_inside = t_outside?.TryPop(out DispatchGate? outer) == true ? outer : null;

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

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static (state, token) => ((DispatchTurn)state!).Cancel(token), turn);
        return await turn.Task.ConfigureAwait(false);
    }

    /// <summary>A dispatch has ended: the next one begins.</summary>
    public abstract void Exit(DispatchLane lane);

    /// <summary>Takes a turn out of those who wait.</summary>
    /// <returns><see langword="false"/> when it has come already.</returns>
    public abstract bool Withdraw(DispatchTurn turn);

    protected abstract DispatchLane? EnterOrQueue(DispatchTurn turn);
}
