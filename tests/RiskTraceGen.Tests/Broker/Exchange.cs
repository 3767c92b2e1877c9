namespace RiskTraceGen.Tests;

public sealed record Order(bool Success, string? Id);

/// <summary>A broker boundary with a member of each form, annotated as a user would.</summary>
public interface IExchange
{
    [BrokerCall("ping")]
    void Ping();

    [BrokerCall("quote")]
    decimal Quote(string symbol);

    [BrokerCall("connect")]
    Task ConnectAsync(string account, string password);

    [BrokerCall("positions")]
    Task<int> PositionsAsync();

    [BrokerCall("cancel_order")]
    ValueTask CancelAsync(string orderId);

    [BrokerCall("place_order")]
    ValueTask<Order> PlaceAsync(string symbol, int quantity, CancellationToken cancellationToken = default);
}

/// <summary>An exchange that answers what a test tells it.</summary>
internal sealed class FakeExchange : IExchange
{
    public Action OnPing { get; set; } = static () => { };

    public Func<decimal> OnQuote { get; set; } = static () => 0;

    public Func<Task> OnConnect { get; set; } = static () => Task.CompletedTask;

    public Func<Task<int>> OnPositions { get; set; } = static () => Task.FromResult(0);

    public Func<ValueTask> OnCancel { get; set; } = static () => default;

    public Func<ValueTask<Order>> OnPlace { get; set; } = static () => new(new Order(true, "1"));

    public void Ping() => OnPing();

    public decimal Quote(string symbol) => OnQuote();

    public Task ConnectAsync(string account, string password) => OnConnect();

    public Task<int> PositionsAsync() => OnPositions();

    public ValueTask CancelAsync(string orderId) => OnCancel();

    public ValueTask<Order> PlaceAsync(string symbol, int quantity, CancellationToken cancellationToken = default) => OnPlace();
}
