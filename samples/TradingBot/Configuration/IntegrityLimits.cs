namespace TradingBot.Configuration;

/// <summary>How old a price may be.</summary>
public sealed record StaleMarketDataLimits
{
    /// <summary>Since the latest quote of the contract.</summary>
    public int MaxSeconds { get; set; }
}

/// <summary>How wide the market may be.</summary>
public sealed record SpreadLimits
{
    /// <summary>From bid to ask.</summary>
    public int Ticks { get; set; }
}

/// <summary>How far a minute may travel.</summary>
public sealed record VolatilityHaltLimits
{
    /// <summary>Bars in the average true range.</summary>
    public int AtrBars { get; set; }

    /// <summary>A bar above this many average ranges halts trading.</summary>
    public decimal MaxRatio { get; set; }

    /// <summary>For how long.</summary>
    public int CoolDownMinutes { get; set; }
}

/// <summary>How long a connection may be missing.</summary>
public sealed record ConnectivityLimits
{
    /// <summary>From the moment it was lost.</summary>
    public int MaxDownSeconds { get; set; }

    /// <summary>How old the session's token may become.</summary>
    public int MaxTokenMinutes { get; set; }
}

/// <summary>How often our books are compared with the broker's.</summary>
public sealed record ReconciliationLimits
{
    /// <summary>And after every connection that was lost.</summary>
    public int EveryMinutes { get; set; }
}

/// <summary>How many refusals mean that something is wrong.</summary>
public sealed record KillSwitchLimits
{
    /// <summary>Orders that the broker refused.</summary>
    public int Rejections { get; set; }

    /// <summary>In any stretch of this length.</summary>
    public int WindowSeconds { get; set; }
}
