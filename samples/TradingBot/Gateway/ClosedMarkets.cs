using System.Collections.Concurrent;
using TradingBot.Market;

namespace TradingBot.Gateway;

/// <summary>
/// The contracts of which the gateway has said that their market is closed, though by the bot's calendar it is open:
/// until it takes an order of one, or for an hour in which it has not said so again. Safe for threads.
/// </summary>
internal sealed class ClosedMarkets(MarketClock clock)
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _closed = [];

    /// <summary>Whether the gateway has said so of a contract.</summary>
    public bool Contain(string contractId) => _closed.TryGetValue(contractId, out DateTimeOffset said) && clock.Now - said < Memory;

    /// <summary>The gateway says so.</summary>
    public void Closed(string contractId) => _closed[contractId] = clock.Now;

    /// <summary>The gateway has taken an order.</summary>
    public void Opened(string contractId) => _closed.TryRemove(contractId, out _);
}
