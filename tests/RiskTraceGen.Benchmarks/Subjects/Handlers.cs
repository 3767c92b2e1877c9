namespace RiskTraceGen.Benchmarks.Subjects;

/// <summary>Five healthy handlers of one hook.</summary>
public sealed class Handlers
{
    private int _runs;
    private int _failuresTold;

    public int Runs => Volatile.Read(ref _runs);

    /// <summary>Whether handlers are made to fail.</summary>
    public bool ExpectsFailures { get; init; }

    /// <summary>How many failures of handlers were told.</summary>
    public int FailuresTold => Volatile.Read(ref _failuresTold);

    [Hook("on_breach")]
    public void First(BreachDetected breach) => Interlocked.Increment(ref _runs);

    [Hook("on_breach")]
    public void Second(BreachDetected breach) => Interlocked.Increment(ref _runs);

    [Hook("on_breach")]
    public void Third(BreachDetected breach) => Interlocked.Increment(ref _runs);

    [Hook("on_breach")]
    public void Fourth(BreachDetected breach) => Interlocked.Increment(ref _runs);

    [Hook("on_breach")]
    public void Fifth(BreachDetected breach) => Interlocked.Increment(ref _runs);

    [HookFailure]
    public void Failed(HookFailure failure)
    {
        Interlocked.Increment(ref _failuresTold);
        if (!ExpectsFailures)
            throw new InvalidOperationException($"{failure.Handler} failed: the figures mean nothing.", failure.Exception);
    }
}
