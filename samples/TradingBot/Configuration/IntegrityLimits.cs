namespace TradingBot.Configuration;

/// <summary>How old a price may be.</summary>
public sealed record StaleMarketDataLimits
{
    /// <summary>Since the latest quote of the contract.</summary>
    public int MaxSeconds { get; init; }
}

/// <summary>How wide the market may be.</summary>
public sealed record SpreadLimits
{
    /// <summary>From bid to ask.</summary>
    public int Ticks { get; init; }
}

/// <summary>How far a minute may travel.</summary>
public sealed record VolatilityHaltLimits
{
    /// <summary>Bars in the average true range.</summary>
    public int AtrBars { get; init; }

    /// <summary>A bar above this many average ranges halts trading.</summary>
    public decimal MaxRatio { get; init; }

    /// <summary>For how long.</summary>
    public int CoolDownMinutes { get; init; }
}

/// <summary>How long a connection may be missing.</summary>
public sealed record ConnectivityLimits
{
    /// <summary>From the moment it was lost.</summary>
    public int MaxDownSeconds { get; init; }

    /// <summary>How old the session's token may become.</summary>
    public int MaxTokenMinutes { get; init; }
}

/// <summary>How often our books are compared with the broker's.</summary>
public sealed record ReconciliationLimits
{
    /// <summary>And after every connection that was lost.</summary>
    public int EveryMinutes { get; init; }
}

/// <summary>How many refusals mean that something is wrong.</summary>
public sealed record KillSwitchLimits
{
    /// <summary>Orders that the broker refused.</summary>
    public int Rejections { get; init; }

    /// <summary>In any stretch of this length.</summary>
    public int WindowSeconds { get; init; }
}
