namespace RiskTraceGen.Benchmarks.Subjects;

/// <summary>Five healthy handlers of one hook.</summary>
public sealed class Handlers
{
    private int _runs;

    public int Runs => Volatile.Read(ref _runs);

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
    public void Failed(HookFailure failure) => throw new InvalidOperationException($"{failure.Handler} failed: the figures mean nothing.", failure.Exception);
}
