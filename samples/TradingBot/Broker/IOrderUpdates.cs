using System.Diagnostics.CodeAnalysis;
using TradingBot.Domain;

namespace TradingBot.Broker;

/// <summary>
/// What became of our orders. Updates wait here until the bot's loop takes them: a rule that sends an order is never called again from inside its own call.
/// </summary>
public interface IOrderUpdates
{
    /// <summary>Takes the oldest update that nobody has taken yet.</summary>
    bool TryTake([NotNullWhen(true)] out OrderUpdate? update);
}
