using System.Threading.Channels;

namespace ProjectX;

/// <summary>
/// Quotes that wait for their reader, in the order in which they came. When the reader falls behind, the connection waits: nothing is dropped, nothing grows.
/// </summary>
internal sealed class QuoteQueue(int capacity, TimeProvider time)
{
    private readonly Channel<ContractQuote> _quotes = Channel.CreateBounded<ContractQuote>(new BoundedChannelOptions(capacity) { SingleReader = true });

    /// <summary>Since when quotes wait on their way, where nobody sees for how long; null while all have come that were told.</summary>
    private long? _fullSince;

    /// <summary>Takes them out.</summary>
    public ChannelReader<ContractQuote> Reader => _quotes.Reader;

    /// <summary>Puts the next one in, once there is room.</summary>
    public ValueTask AddAsync(string contractId, GatewayQuote quote)
    {
        if (_quotes.Reader.Count == 0)
            _fullSince = null;
        long now = time.GetTimestamp();
        if (_quotes.Writer.TryWrite(new ContractQuote(contractId, quote, _fullSince ?? now)))
            return ValueTask.CompletedTask;

        _fullSince ??= now;
        return _quotes.Writer.WriteAsync(new ContractQuote(contractId, quote, _fullSince.Value));
    }

    /// <summary>No more will come: because of this, or because the gateway ended the session.</summary>
    public void End(Exception? why) => _quotes.Writer.TryComplete(why);
}
