namespace RiskTraceGen.Benchmarks.Soak;

/// <summary>A broker that fails now and then, whose call has policies.</summary>
public interface ISoakBroker
{
    [BrokerCall("place_in_soak", Retries = 2, BackoffMilliseconds = 1)]
    ValueTask<long> PlaceAsync(string contractId, int size);
}

/// <summary>Every fiftieth call fails once.</summary>
public sealed class SoakBroker : ISoakBroker
{
    private const int FailsEach = 50;

    private int _calls;

    /// <summary>How many attempts were made to fail.</summary>
    public long Faults { get; private set; }

    public ValueTask<long> PlaceAsync(string contractId, int size)
    {
        if (++_calls % FailsEach != 0)
            return new ValueTask<long>(_calls);

        Faults++;
        throw new InvalidOperationException("not connected");
    }
}
