namespace TradingBot.Configuration;

/// <summary>How much an order may lose if its stop is hit.</summary>
public sealed record PerTradeRiskLimits
{
    /// <summary>US dollars.</summary>
    public decimal Amount { get; set; }

    /// <summary>Of what the account is worth.</summary>
    public decimal Percent { get; set; }
}

/// <summary>How much a position may lose before it is closed.</summary>
public sealed record PositionLossLimits
{
    /// <summary>US dollars, as a positive number.</summary>
    public decimal Limit { get; set; }
}

/// <summary>How much closed trades may lose in a day.</summary>
public sealed record DailyRealizedLossLimits
{
    /// <summary>US dollars, as a positive number.</summary>
    public decimal Limit { get; set; }
}

/// <summary>How much a day may lose.</summary>
public sealed record DailyTotalLossLimits
{
    /// <summary>US dollars, as a positive number.</summary>
    public decimal Limit { get; set; }
}

/// <summary>How far the account may fall from its best.</summary>
public sealed record TrailingDrawdownLimits
{
    /// <summary>US dollars below the high-water mark.</summary>
    public decimal Amount { get; set; }

    /// <summary>What the mark follows.</summary>
    public HighWaterMark Mode { get; set; }

    /// <summary>The floor rises no further than this many US dollars above the starting balance.</summary>
    public decimal LockProfit { get; set; }
}

/// <summary>When a day has earned enough.</summary>
public sealed record DailyProfitLockLimits
{
    /// <summary>US dollars, realised.</summary>
    public decimal Target { get; set; }
}

/// <summary>How much of the whole profit one day may have earned.</summary>
public sealed record ConsistencyCapLimits
{
    /// <summary>Best day to total.</summary>
    public decimal Percent { get; set; }

    /// <summary>Looked at once the total is this high: the first days are always most of it.</summary>
    public decimal FromProfit { get; set; }
}

/// <summary>What a high-water mark follows.</summary>
public enum HighWaterMark
{
    /// <summary>The balance at the close of each trading day.</summary>
    EndOfDay,

    /// <summary>Balance and open result, at every quote.</summary>
    Intraday,
}
