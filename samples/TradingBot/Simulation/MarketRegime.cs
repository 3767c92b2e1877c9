namespace TradingBot.Simulation;

/// <summary>How the market behaves for a while.</summary>
/// <param name="From">When it begins.</param>
/// <param name="VolatilityPerMinute">Standard deviation of a minute's move, as a fraction of the price.</param>
/// <param name="TrendPerMinute">Drift of a minute, as a fraction of the price.</param>
/// <param name="MaxSpreadTicks">How wide the market may be.</param>
public readonly record struct MarketRegime(DateTimeOffset From, double VolatilityPerMinute, double TrendPerMinute, int MaxSpreadTicks);
