namespace TradingBot.Configuration;

/// <summary>A setting that the bot must not start with.</summary>
public sealed class InvalidSettingException(string message, Exception? inner = null) : Exception(message, inner);
