namespace TradingBot.Configuration;

/// <summary>
/// The settings of the bot: appsettings.json, and environment variables over it. What is bound has setters, because the binding is generated at compile
/// time and sets properties after construction.
/// </summary>
public sealed record BotSettings
{
    /// <summary>The account that is traded.</summary>
    public AccountSettings Account { get; set; } = new();

    /// <summary>One section for each rule.</summary>
    public LimitSettings Limits { get; set; } = new();

    /// <summary>How the strategy trades.</summary>
    public StrategySettings Strategy { get; set; } = new();

    /// <summary>A hash of each rule's limits, by the name of the rule.</summary>
    public required IReadOnlyDictionary<string, string> LimitHashes { get; set; }
}

/// <summary>The account that is traded.</summary>
public sealed record AccountSettings
{
    /// <summary>Its name.</summary>
    public string Id { get; set; } = "";

    /// <summary>US dollars at the start.</summary>
    public decimal StartingBalance { get; set; }
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
