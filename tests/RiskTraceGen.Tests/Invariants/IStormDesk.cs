namespace RiskTraceGen.Tests;

/// <summary>What the broker of the random runs answers.</summary>
public sealed record Receipt(bool Success, string? ErrorMessage = null);

/// <summary>A broker boundary with a call for each way in which a call can be made up for. Each is told the number that it is known by.</summary>
public interface IStormDesk
{
    [BrokerCall("storm_place")]
    ValueTask<Receipt?> PlaceAsync(int number, CancellationToken cancellationToken = default);

    [BrokerCall("storm_list")]
    Task<Receipt?> ListAsync(int number, CancellationToken cancellationToken = default);

    [BrokerCall("storm_close", Retries = 2, BackoffMilliseconds = 20, TimeoutMilliseconds = 100, Fallback = nameof(FlattenAsync), Reconcile = nameof(FindAsync))]
    ValueTask<Receipt?> CloseAsync(int number, CancellationToken cancellationToken = default);

    [BrokerCall("storm_cancel", Retries = 3, BackoffMilliseconds = 10, TimeoutMilliseconds = 50, Idempotent = true)]
    Task<Receipt?> CancelAsync(int number, CancellationToken cancellationToken = default);

    [BrokerCall("storm_flatten", Retries = 1, BackoffMilliseconds = 10, TimeoutMilliseconds = 80, Idempotent = true)]
    ValueTask<Receipt?> FlattenAsync(int number, CancellationToken cancellationToken = default);

    [BrokerCall("storm_find", TimeoutMilliseconds = 60)]
    ValueTask<Receipt?> FindAsync(int number, CancellationToken cancellationToken = default);
}
