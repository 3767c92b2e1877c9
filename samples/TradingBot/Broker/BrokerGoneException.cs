namespace TradingBot.Broker;

/// <summary>
/// The broker is not there, or has gone away and was waited for in vain: no call can be relied on any more. The message says what to do about it.
/// </summary>
public abstract class BrokerGoneException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it answers all the same, and its market alone cannot be traded: then what is left can be seen to.</summary>
    public bool Answers { get; init; }
}
