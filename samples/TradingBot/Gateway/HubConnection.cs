namespace TradingBot.Gateway;

/// <summary>A hub was lost or found again.</summary>
/// <param name="Hub">Which, by its name.</param>
/// <param name="IsConnected">Whether it is there.</param>
public readonly record struct HubConnection(string Hub, bool IsConnected);
