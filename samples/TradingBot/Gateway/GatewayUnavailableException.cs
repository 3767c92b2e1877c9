using TradingBot.Broker;

namespace TradingBot.Gateway;

/// <summary>The gateway is not there, does not let us in, or has gone away: the message says which, and what to do about it.</summary>
public sealed class GatewayUnavailableException(string message, Exception? inner = null) : BrokerGoneException(message, inner);
