using TradingBot.Risk;

namespace TradingBot.Configuration;

/// <summary>How many contracts of one instrument may be held.</summary>
public sealed record MaxContractsLimits
{
    /// <summary>Contracts of full size.</summary>
    public int Minis { get; set; }

    /// <summary>Contracts of a tenth of that.</summary>
    public int Micros { get; set; }
}

/// <summary>How many lots the account may hold in all. A micro is a tenth of one.</summary>
public sealed record AccountContractsLimits
{
    /// <summary>Lots of full size.</summary>
    public decimal Lots { get; set; }

    /// <summary>Whether short positions are taken off long ones.</summary>
    public LotCount Count { get; set; }
}

/// <summary>How many lots the account may hold, by what it has earned.</summary>
public sealed record ScalingPlanLimits
{
    /// <summary>Whether short positions are taken off long ones.</summary>
    public LotCount Count { get; set; }

    /// <summary>
    /// Lots by the profit, in US dollars, that the balance shows at the close of the day before. The tier of the lowest profit holds below it too.
    /// </summary>
    public Dictionary<int, int> Tiers { get; set; } = [];
}

/// <summary>What has to be in the account for what is held and ordered.</summary>
public sealed record MarginCreditLimits
{
    /// <summary>US dollars for one contract.</summary>
    public Dictionary<string, decimal> MarginByProduct { get; set; } = [];
}

/// <summary>How much may be held of contracts that move together.</summary>
public sealed record CorrelatedExposureLimits
{
    /// <summary>Weighted contracts, long less short.</summary>
    public decimal Cap { get; set; }

    /// <summary>The weight of one contract of a product, by group.</summary>
    public Dictionary<string, Dictionary<string, decimal>> Groups { get; set; } = [];
}

/// <summary>What may be traded.</summary>
public sealed record PermittedProductsLimits
{
    /// <summary>Root symbols of the products.</summary>
    public List<string> Roots { get; set; } = [];
}

/// <summary>How long a position may be without a stop.</summary>
public sealed record MissingStopLimits
{
    /// <summary>So long the stop may be on its way.</summary>
    public int GraceSeconds { get; set; }
}
