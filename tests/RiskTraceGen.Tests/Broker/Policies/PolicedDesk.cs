namespace RiskTraceGen.Tests;

public sealed record Close(bool Success, string? By);

/// <summary>A broker boundary with policies on a member of each form, annotated as a user would.</summary>
public interface IPolicedDesk
{
    [BrokerCall("desk_reset", Retries = 2, BackoffMilliseconds = 10)]
    void Reset(string reason);

    [BrokerCall("desk_quote", Retries = 2, BackoffMilliseconds = 10)]
    decimal Quote(string symbol);

    [BrokerCall("desk_block", TimeoutMilliseconds = 1000)]
    decimal Block(string symbol);

    [BrokerCall("desk_connect", Retries = 2, BackoffMilliseconds = 10)]
    Task ConnectAsync(string account);

    [BrokerCall("desk_positions", Retries = 2, BackoffMilliseconds = 10)]
    Task<int> PositionsAsync();

    [BrokerCall("desk_cancel", Retries = 2, BackoffMilliseconds = 10, TimeoutMilliseconds = 1000, Reconcile = nameof(IsCancelledAsync))]
    ValueTask CancelAsync(string id, CancellationToken cancellationToken = default);

    ValueTask<CallOutcome> IsCancelledAsync(string id, CancellationToken cancellationToken = default);

    [BrokerCall("desk_close", Retries = 2, BackoffMilliseconds = 10, TimeoutMilliseconds = 1000, Fallback = nameof(FlattenAsync), Reconcile = nameof(FindAsync))]
    ValueTask<Close?> CloseAsync(string symbol, CancellationToken cancellationToken = default);

    [BrokerCall("desk_flatten", Retries = 1, BackoffMilliseconds = 10, Idempotent = true, Fallback = nameof(CloseAsync))]
    ValueTask<Close?> FlattenAsync(string symbol, CancellationToken cancellationToken = default);

    [BrokerCall("desk_find", Reconcile = nameof(CloseAsync), Fallback = nameof(CloseAsync))]
    ValueTask<Close?> FindAsync(string symbol, CancellationToken cancellationToken = default);
}

/// <summary>A desk that answers what a test tells it: each method by the number of times that it has been called.</summary>
internal sealed class FakeDesk : IPolicedDesk
{
    private readonly Dictionary<string, int> _calls = [];

    /// <summary>What a method does; those that are not in here return at once.</summary>
    public Dictionary<string, Func<int, object?>> On { get; } = [];

    public CancellationToken QueryToken { get; private set; } = new(canceled: true);

    public int Total
    {
        get
        {
            lock (_calls)
                return _calls.Values.Sum();
        }
    }

    public int CallsOf(string method)
    {
        lock (_calls)
            return _calls.GetValueOrDefault(method);
    }

    public void Reset(string reason) => Do(nameof(Reset));

    public decimal Quote(string symbol) => Do(nameof(Quote)) is decimal price ? price : 0;

    public decimal Block(string symbol) => Do(nameof(Block)) is decimal price ? price : 0;

    public Task ConnectAsync(string account) => Do(nameof(ConnectAsync)) as Task ?? Task.CompletedTask;

    public Task<int> PositionsAsync() => Do(nameof(PositionsAsync)) as Task<int> ?? Task.FromResult(0);

    public ValueTask CancelAsync(string id, CancellationToken cancellationToken = default) => Do(nameof(CancelAsync)) is Task task ? new ValueTask(task) : default;

    public ValueTask<CallOutcome> IsCancelledAsync(string id, CancellationToken cancellationToken = default)
    {
        QueryToken = cancellationToken;
        return new(Do(nameof(IsCancelledAsync)) is CallOutcome outcome ? outcome : CallOutcome.Ok);
    }

    public ValueTask<Close?> CloseAsync(string symbol, CancellationToken cancellationToken = default) => Closed(nameof(CloseAsync));

    public ValueTask<Close?> FlattenAsync(string symbol, CancellationToken cancellationToken = default) => Closed(nameof(FlattenAsync));

    public ValueTask<Close?> FindAsync(string symbol, CancellationToken cancellationToken = default) => Closed(nameof(FindAsync));

    private ValueTask<Close?> Closed(string method)
    {
        object? done = Do(method);
        return done is Task<Close?> task ? new ValueTask<Close?>(task) : new ValueTask<Close?>((Close?)done);
    }

    private object? Do(string method)
    {
        int number;
        lock (_calls)
            number = _calls[method] = _calls.GetValueOrDefault(method) + 1;

        return On.TryGetValue(method, out Func<int, object?>? action) ? action(number) : new Close(true, method);
    }
}
