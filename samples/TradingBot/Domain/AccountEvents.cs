namespace TradingBot.Domain;

/// <summary>The account changed.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Balance">Cash, in US dollars.</param>
/// <param name="CanTrade">Whether the broker lets it trade.</param>
/// <param name="Time">When, in market time.</param>
public readonly record struct AccountUpdated(string AccountId, decimal Balance, bool CanTrade, DateTimeOffset Time);

/// <summary>A trading day began, also the first one.</summary>
/// <param name="Day">The date on which it closes.</param>
/// <param name="PriorCloseBalance">Cash when the day before ended.</param>
/// <param name="Time">When, in market time.</param>
public readonly record struct DayRolled(DateOnly Day, decimal PriorCloseBalance, DateTimeOffset Time);

/// <summary>A connection to the broker came up or went down.</summary>
/// <param name="Hub">Which: orders and positions, or prices.</param>
/// <param name="IsConnected">Whether it is up.</param>
/// <param name="TokenIssued">Since when the session's token is valid; null where there is none.</param>
/// <param name="Time">When, in market time.</param>
public readonly record struct HubStateChanged(string Hub, bool IsConnected, DateTimeOffset? TokenIssued, DateTimeOffset Time);

/// <summary>Somebody stops the bot by hand.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Time">When, in market time.</param>
public readonly record struct KillSwitchPulled(string By, string Reason, DateTimeOffset Time);
