using System.Text.Json;
using System.Threading.Channels;

namespace ProjectX;

/// <summary>
/// Quotes, in the order in which they came, each with the moment since which it has waited. When the reader falls
/// behind, the connection waits: nothing is dropped, nothing grows.
/// </summary>
public sealed class MarketEvents : IAsyncDisposable
{
    private readonly QuoteQueue _quotes;
    private int _unreadable;

    /// <summary>Listens to the market hub, once it is started.</summary>
    public MarketEvents(GatewayClient client)
    {
        _quotes = new QuoteQueue(client.Options.EventCapacity, client.Options.Time);
        Hub = new GatewayHub(client, "market");
        Hub.On("GatewayQuote", OnQuotesAsync);
        _ = EndWithHubAsync();
    }

    /// <summary>The hub they come from.</summary>
    public GatewayHub Hub { get; }

    /// <summary>Ends with the hub: without an exception if the gateway ended the session.</summary>
    public ChannelReader<ContractQuote> Quotes => _quotes.Reader;

    /// <summary>Quotes that could not be read, and were left out.</summary>
    public int Unreadable => Volatile.Read(ref _unreadable);

    /// <summary>Asks for the quotes of a contract.</summary>
    public Task SubscribeAsync(string contractId, CancellationToken cancellationToken = default)
        => Hub.SubscribeAsync("SubscribeContractQuotes", [contractId], cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    private async Task OnQuotesAsync(string contractId, JsonElement payload)
    {
        IEnumerable<JsonElement> quotes = payload.ValueKind == JsonValueKind.Array ? payload.EnumerateArray() : [payload];
        foreach (JsonElement quote in quotes)
        {
            if (Read(quote) is { } read)
                await _quotes.AddAsync(contractId, read);
            else
                Interlocked.Increment(ref _unreadable);
        }
    }

    private static GatewayQuote? Read(JsonElement quote)
    {
        try
        {
            return quote.Deserialize(GatewayJson.Default.GatewayQuote);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task EndWithHubAsync() => _quotes.End(await Hub.Ended);
}
