namespace RiskTraceGen.Benchmarks.Soak;

/// <summary>A broker that fails now and then, whose call has policies.</summary>
public interface ISoakBroker
{
    [BrokerCall("place_in_soak", Retries = 2, BackoffMilliseconds = 1, TimeoutMilliseconds = 20, Fallback = nameof(PlaceElsewhereAsync))]
    ValueTask<long> PlaceAsync(string contractId, int size);

    [BrokerCall("place_elsewhere_in_soak")]
    ValueTask<long> PlaceElsewhereAsync(string contractId, int size);
}
