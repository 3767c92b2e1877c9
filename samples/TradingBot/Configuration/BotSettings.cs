namespace TradingBot.Configuration;

/// <summary>
/// The settings of the bot: appsettings.json, and environment variables over it. What is bound has setters, because the binding is generated at compile
/// time and sets properties after construction.
/// </summary>
public sealed record BotSettings
{
    /// <summary>The account that is traded.</summary>
    public AccountSettings Account { get; init; } = new();

    /// <summary>One section for each rule.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>How the strategy trades.</summary>
    public StrategySettings Strategy { get; init; } = new();
}

/// <summary>The account that is traded.</summary>
public sealed record AccountSettings
{
    /// <summary>Its name.</summary>
    public string Id { get; set; } = "";

    /// <summary>US dollars at the start.</summary>
    public decimal StartingBalance { get; set; }
}

/// <summary>The limits of the rules.</summary>
public sealed record LimitSettings
{
    /// <summary>Of the rule max_contracts_per_instrument.</summary>
    public MaxContractsLimits MaxContractsPerInstrument { get; set; } = new();

    /// <summary>Of the rule daily_total_loss.</summary>
    public DailyTotalLossLimits DailyTotalLoss { get; set; } = new();

    /// <summary>Of the rule volatility_halt.</summary>
    public VolatilityHaltLimits VolatilityHalt { get; set; } = new();

    /// <summary>Of the rule session_end_flatten.</summary>
    public SessionEndLimits SessionEndFlatten { get; set; } = new();
}

/// <summary>How many contracts of one instrument may be held.</summary>
public sealed record MaxContractsLimits
{
    /// <summary>Contracts of full size.</summary>
    public int Minis { get; set; }

    /// <summary>Contracts of a tenth of that.</summary>
    public int Micros { get; set; }
}

/// <summary>How much a day may lose.</summary>
public sealed record DailyTotalLossLimits
{
    /// <summary>US dollars, as a positive number.</summary>
    public decimal Limit { get; set; }
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

/// <summary>When to be flat.</summary>
public sealed record SessionEndLimits
{
    /// <summary>This long before the trading day closes.</summary>
    public int MinutesBeforeClose { get; set; }
}

/// <summary>How the strategy trades. Distances are in average true ranges of a minute.</summary>
public sealed record StrategySettings
{
    /// <summary>Bars in the moving average and in the average true range.</summary>
    public int AverageBars { get; set; }

    /// <summary>How far from the average the first contracts are bought or sold.</summary>
    public decimal EntryAtr { get; set; }

    /// <summary>How much further each addition waits.</summary>
    public decimal AddAtr { get; set; }

    /// <summary>How far from the average price the stop stands.</summary>
    public decimal StopAtr { get; set; }

    /// <summary>How many additions.</summary>
    public int MaxAdds { get; set; }

    /// <summary>First contracts of full size.</summary>
    public int MiniSize { get; set; }

    /// <summary>Added contracts of full size.</summary>
    public int MiniAdd { get; set; }

    /// <summary>First micro contracts.</summary>
    public int MicroSize { get; set; }

    /// <summary>Added micro contracts.</summary>
    public int MicroAdd { get; set; }
}
