using TradingBot.Domain;

namespace TradingBot.Market;

/// <summary>One piece of news from the market.</summary>
/// <param name="Time">When, in market time.</param>
/// <param name="Contract">What it is about.</param>
/// <param name="Bid">The best price somebody pays; null if nobody does.</param>
/// <param name="Ask">The best price somebody asks; null if nobody does.</param>
/// <param name="Last">The price of a trade; null if this is a quote alone.</param>
/// <param name="Volume">Contracts traded.</param>
/// <param name="Waited">How long it lay ready, by the clock of the machine, before it was read: a bot that falls behind reads old news.</param>
public readonly record struct MarketUpdate(
    DateTimeOffset Time, FuturesContract Contract, decimal? Bid, decimal? Ask, decimal? Last, long Volume, TimeSpan Waited = default);

/// <summary>Where prices come from.</summary>
public interface IPriceStream
{
    /// <summary>One line for the header: what is traded, from when to when.</summary>
    string Description { get; }

    /// <summary>The clock at whose pace market time goes on while no price comes; null where nothing happens between two prices, as in recorded data.</summary>
    TimeProvider? Pace => null;

    /// <summary>Whether the strategy trades a contract; others are quoted because they are held.</summary>
    bool Trades(string contractId) => true;

    /// <summary>Every update, as it comes.</summary>
    IAsyncEnumerable<MarketUpdate> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>A market that can be had again and again: the simulator, or recorded data.</summary>
public interface IMarketFeed : IPriceStream
{
    /// <summary>Every update in the order of time; the same ones each time it is called.</summary>
    IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken);

    /// <inheritdoc/>
    IAsyncEnumerable<MarketUpdate> IPriceStream.ReadAsync(CancellationToken cancellationToken) => Read(cancellationToken).ToAsyncEnumerable();
}
