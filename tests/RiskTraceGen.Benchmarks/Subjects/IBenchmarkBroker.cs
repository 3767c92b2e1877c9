namespace RiskTraceGen.Benchmarks.Subjects;

/// <summary>A broker that answers at once: what remains is the cost of tracing.</summary>
public interface IBenchmarkBroker
{
    [BrokerCall("place_order")]
    ValueTask<long> PlaceOrderAsync(string contractId, int size, decimal price);

    [BrokerCall("place_order_with_policies", Retries = 3, TimeoutMilliseconds = 2000, Fallback = nameof(PlaceOrderAsync))]
    ValueTask<long> PlaceOrderWithPoliciesAsync(string contractId, int size, decimal price);
}

public sealed class InstantBroker : IBenchmarkBroker
{
    public ValueTask<long> PlaceOrderAsync(string contractId, int size, decimal price) => new(1_234_567L);

    public ValueTask<long> PlaceOrderWithPoliciesAsync(string contractId, int size, decimal price) => new(1_234_567L);
}
