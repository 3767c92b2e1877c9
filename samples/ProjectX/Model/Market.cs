namespace ProjectX;

/// <summary>The best prices of a contract; what did not change, or nobody offers, may be null.</summary>
public sealed record GatewayQuote(
    string? Symbol,
    string? SymbolName,
    decimal? LastPrice,
    decimal? BestBid,
    decimal? BestAsk,
    decimal? Change,
    decimal? ChangePercent,
    decimal? Open,
    decimal? High,
    decimal? Low,
    decimal? Volume,
    DateTimeOffset? LastUpdated,
    DateTimeOffset? Timestamp);

/// <summary>A trade of somebody's.</summary>
public sealed record GatewayTrade(string? SymbolId, decimal? Price, DateTimeOffset? Timestamp, TradeLogType? Type, long? Volume);

/// <summary>One step of the order book.</summary>
public sealed record GatewayDepth(DateTimeOffset? Timestamp, DomType? Type, decimal? Price, long? Volume, long? CurrentVolume);
