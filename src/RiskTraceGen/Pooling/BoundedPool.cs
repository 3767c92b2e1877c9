using System.Collections.Concurrent;

namespace RiskTraceGen;

/// <summary>Objects waiting to be used again, up to a bound. Lock-free; allocates nothing once it has warmed up.</summary>
internal sealed class BoundedPool<T>(int capacity) where T : class
{
    private readonly ConcurrentQueue<T> _objects = new();
    private int _count;

    public bool TryRent([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? rented)
    {
        if (_objects.TryDequeue(out rented))
            Interlocked.Decrement(ref _count);

        PoolObservation.Observer?.OnRented(rented);
        return rented is not null;
    }

    public void Return(T returned)
    {
        // Before anybody else can rent it.
        PoolObservation.Observer?.OnReturned(returned);
        if (Interlocked.Increment(ref _count) <= capacity)
            _objects.Enqueue(returned);
        else
            Interlocked.Decrement(ref _count);
    }
}
