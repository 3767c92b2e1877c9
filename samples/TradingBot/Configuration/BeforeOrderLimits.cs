namespace TradingBot.Configuration;

/// <summary>How large one order may be.</summary>
public sealed record MaxOrderSizeLimits
{
    /// <summary>Contracts of full size.</summary>
    public int Minis { get; set; }

    /// <summary>Contracts of a tenth of that.</summary>
    public int Micros { get; set; }
}

/// <summary>How much one order may be worth.</summary>
public sealed record MaxOrderValueLimits
{
    /// <summary>US dollars, at the price of the order.</summary>
    public decimal Value { get; set; }
}

/// <summary>How far from the market an order may stand.</summary>
public sealed record PriceCollarLimits
{
    /// <summary>From the middle of the market, or the last trade, in either direction.</summary>
    public int Ticks { get; set; }
}

/// <summary>How soon the same order may be sent again.</summary>
public sealed record DuplicateOrderLimits
{
    /// <summary>An order like one before it is a duplicate for this long.</summary>
    public int WindowMilliseconds { get; set; }
}

/// <summary>How close our own orders may stand to each other.</summary>
public sealed record SelfMatchLimits
{
    /// <summary>The sale at least this far above the purchase: at 1 they never meet.</summary>
    public int Ticks { get; set; }
}

/// <summary>How many orders may work at once.</summary>
public sealed record MaxWorkingOrdersLimits
{
    /// <summary>In all contracts together, the next one included.</summary>
    public int Orders { get; set; }
}

/// <summary>How many messages the broker may be sent.</summary>
public sealed record MessageThrottleLimits
{
    /// <summary>Orders, changes and withdrawals together.</summary>
    public int Messages { get; set; }

    /// <summary>In any stretch of this length.</summary>
    public int WindowSeconds { get; set; }
}

/// <summary>How often the strategy may fire before a person has to look.</summary>
public sealed record RepeatedExecutionLimits
{
    /// <summary>In one contract.</summary>
    public int Executions { get; set; }

    /// <summary>In any stretch of this length.</summary>
    public int WindowMinutes { get; set; }
}
