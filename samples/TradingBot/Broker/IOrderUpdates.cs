using System.Diagnostics.CodeAnalysis;
using TradingBot.Domain;

namespace TradingBot.Broker;

/// <summary>
/// What became of our orders. Updates wait here until the bot's loop takes them: a rule that sends an order is never called again from inside its own call.
/// </summary>
public interface IOrderUpdates
{
    /// <summary>Time has passed: whatever has become of our orders by now can be taken afterwards.</summary>
    /// <param name="contract">The contract whose price has just changed; null at the end of the market.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask CatchUpAsync(FuturesContract? contract, CancellationToken cancellationToken);

    /// <summary>Time has passed, and no price came: whatever has become of our orders by now can be taken afterwards.</summary>
    ValueTask PassSilenceAsync(CancellationToken cancellationToken);

    /// <summary>How often the broker was asked for everything that became of our orders, and answered. What an answer tells can be taken.</summary>
    long Looks { get; }

    /// <summary>The clock of the broker's limit of calls, which is not the market's; null if it has none.</summary>
    TimeProvider? LimitClock => null;

    /// <summary>Somebody doubts our books: the broker is asked for everything when time passes next.</summary>
    void LookAgain();

    /// <summary>The run ends: what is asked from now on decides what is left at the broker, and nothing is more urgent.</summary>
    void RunEnds()
    {
    }

    /// <summary>Takes the oldest update that nobody has taken yet.</summary>
    bool TryTake([NotNullWhen(true)] out OrderUpdate? update);
}
