namespace RiskTraceGen;

/// <summary>Who observes the pools of the process: nobody, but in tests.</summary>
internal static class PoolObservation
{
    private static IPoolObserver? _observer;

    public static IPoolObserver? Observer
    {
        get => Volatile.Read(ref _observer);
        set => Volatile.Write(ref _observer, value);
    }
}
