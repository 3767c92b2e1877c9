namespace TradingBot.Domain;

/// <summary>A futures product: how far its price moves at least, what that is worth, and what a trade costs.</summary>
/// <param name="Root">The exchange's root symbol, such as <c>ES</c>.</param>
/// <param name="GatewayRoot">The root inside the gateway's contract ids, where it differs: ES appears as EP, NQ as ENQ.</param>
/// <param name="TickSize">The smallest price step.</param>
/// <param name="TickValue">What one tick is worth for one contract, in US dollars.</param>
/// <param name="IsMicro">Micros count a tenth of a mini and have a limit of their own.</param>
/// <param name="FeePerSide">Commission, exchange and clearing fees for one contract, in or out.</param>
public sealed record FuturesProduct(string Root, string GatewayRoot, decimal TickSize, decimal TickValue, bool IsMicro, decimal FeePerSide)
{
    // Tick sizes and values are CME contract specifications. Fees are what retail platforms charge a side, all in.

    /// <summary>E-mini S&amp;P 500.</summary>
    public static readonly FuturesProduct ES = new("ES", "EP", 0.25m, 12.50m, IsMicro: false, 1.40m);

    /// <summary>E-mini Nasdaq-100.</summary>
    public static readonly FuturesProduct NQ = new("NQ", "ENQ", 0.25m, 5.00m, IsMicro: false, 1.40m);

    /// <summary>Micro E-mini S&amp;P 500.</summary>
    public static readonly FuturesProduct MES = new("MES", "MES", 0.25m, 1.25m, IsMicro: true, 0.37m);

    /// <summary>Micro E-mini Nasdaq-100.</summary>
    public static readonly FuturesProduct MNQ = new("MNQ", "MNQ", 0.25m, 0.50m, IsMicro: true, 0.37m);

    /// <summary>Gold.</summary>
    public static readonly FuturesProduct GC = new("GC", "GCE", 0.10m, 10.00m, IsMicro: false, 1.62m);

    /// <summary>A product of which nobody says what its price is worth: its positions are counted, and can be closed, but not valued.</summary>
    public static FuturesProduct Unvalued(string root) => new(root, root, TickSize: 1, TickValue: 0, IsMicro: false, FeePerSide: 0);

    /// <summary>Whether it is known what its price is worth.</summary>
    public bool IsValued => TickValue > 0;

    /// <summary>What one contract counts where an account's size is counted in lots: a micro is a tenth of a mini.</summary>
    public decimal Lots => IsMicro ? 0.1m : 1m;

    /// <summary>Every product the bot knows.</summary>
    public static IReadOnlyList<FuturesProduct> All { get; } = [ES, NQ, MES, MNQ, GC];

    /// <summary>The product with this root symbol, in any case; null if the bot does not know it.</summary>
    public static FuturesProduct? Find(string root)
        => All.FirstOrDefault(product => product.Root.Equals(root, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a price difference is worth for a signed number of contracts.</summary>
    public decimal ValueOf(decimal priceDifference, int size) => priceDifference * size / TickSize * TickValue;

    /// <summary>The price difference, times contracts, that is worth this. Only where <see cref="IsValued"/>.</summary>
    public decimal DifferenceOf(decimal value) => value * TickSize / TickValue;

    /// <summary>Whether an order may carry this price.</summary>
    public bool IsOnTick(decimal price) => price % TickSize == 0;

    /// <summary>The nearest price that an order may carry.</summary>
    public decimal RoundToTick(decimal price) => Math.Round(price / TickSize, MidpointRounding.AwayFromZero) * TickSize;
}
