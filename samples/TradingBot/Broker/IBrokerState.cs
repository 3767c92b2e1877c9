using TradingBot.Domain;

namespace TradingBot.Broker;

/// <summary>
/// How the broker is, apart from our orders: its connections, and whether it lets the account trade. Changes wait here until the bot's loop takes them.
/// </summary>
public interface IBrokerState
{
    /// <summary>Whether the broker lets the account trade, as far as is known.</summary>
    bool CanTrade { get; }

    /// <summary>Time has passed: whatever has changed by now can be taken afterwards.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask CatchUpAsync(CancellationToken cancellationToken);

    /// <summary>Takes the oldest change of a connection that nobody has taken yet. That it is there at the start is the first one.</summary>
    bool TryTake(out HubStateChanged change);

    /// <summary>Takes the account, if the broker has given or taken its right to trade.</summary>
    bool TryTake(out AccountUpdated account);
}
