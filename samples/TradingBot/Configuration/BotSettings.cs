namespace TradingBot.Configuration;

/// <summary>The settings of the bot: appsettings.json, and environment variables over it.</summary>
public sealed record BotSettings
{
    /// <summary>The account that is traded.</summary>
    public AccountSettings Account { get; init; } = new();

    /// <summary>One section for each rule.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>How the strategy trades.</summary>
    public StrategySettings Strategy { get; init; } = new();

    /// <summary>A hash of each rule's limits, by the name of the rule.</summary>
    public required IReadOnlyDictionary<string, string> LimitHashes { get; init; }
}

/// <summary>The account that is traded.</summary>
public sealed record AccountSettings
{
    /// <summary>Its name.</summary>
    public string Id { get; init; } = "";

    /// <summary>US dollars at the start.</summary>
    public decimal StartingBalance { get; init; }
}

/// <summary>How the strategy trades. Distances are in average true ranges of a minute.</summary>
public sealed record StrategySettings
{
    /// <summary>Bars in the moving average and in the average true range.</summary>
    public int AverageBars { get; init; }

    /// <summary>How far from the average the first contracts are bought or sold.</summary>
    public decimal EntryAtr { get; init; }

    /// <summary>How much further each addition waits.</summary>
    public decimal AddAtr { get; init; }

    /// <summary>How far from the average price the stop stands.</summary>
    public decimal StopAtr { get; init; }

    /// <summary>How many additions.</summary>
    public int MaxAdds { get; init; }

    /// <summary>First contracts of full size.</summary>
    public int MiniSize { get; init; }

    /// <summary>Added contracts of full size.</summary>
    public int MiniAdd { get; init; }

    /// <summary>First micro contracts.</summary>
    public int MicroSize { get; init; }

    /// <summary>Added micro contracts.</summary>
    public int MicroAdd { get; init; }
}
