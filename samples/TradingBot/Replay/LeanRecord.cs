namespace TradingBot.Replay;

/// <summary>Open, high, low and close of a minute.</summary>
public readonly record struct PriceBar(decimal Open, decimal High, decimal Low, decimal Close)
{
    /// <summary>How many prices a bar is replayed as.</summary>
    public const int Steps = 4;

    /// <summary>A single price.</summary>
    public static PriceBar At(decimal price) => new(price, price, price, price);

    /// <summary>One of the four prices: the open, the two extremes, the close.</summary>
    /// <param name="step">Which, from 0 to 3.</param>
    /// <param name="lowFirst">Which extreme came first.</param>
    public decimal Price(int step, bool lowFirst) => step switch
    {
        0 => Open,
        1 => lowFirst ? Low : High,
        2 => lowFirst ? High : Low,
        _ => Close,
    };
}

/// <summary>One line of a LEAN file.</summary>
/// <param name="TimeOfDay">Since midnight UTC; of a bar, the beginning of its minute.</param>
/// <param name="Trade">What was traded; null in a line of quotes.</param>
/// <param name="Volume">How much was traded.</param>
/// <param name="Bid">The bid; null if nobody bid.</param>
/// <param name="Ask">The ask; null if nobody asked.</param>
/// <param name="IsSuspicious">The source marked the trade as doubtful.</param>
public readonly record struct LeanRecord(TimeSpan TimeOfDay, PriceBar? Trade, long Volume, PriceBar? Bid, PriceBar? Ask, bool IsSuspicious)
{
    /// <summary>A bid above the ask: in an auction before the open such quotes stand, and nobody can trade at them.</summary>
    public bool IsCrossed => Bid is { } bid && Ask is { } ask
        && (bid.Open > ask.Open || bid.High > ask.High || bid.Low > ask.Low || bid.Close > ask.Close);

    /// <summary>Whether these are prices that somebody could have had.</summary>
    public bool IsTradable => !IsSuspicious && !IsCrossed;

    /// <summary>
    /// A bar does not say which extreme came first. One that rose is taken to have been low first, one that fell to have been high first.
    /// </summary>
    public bool LowFirst => Trade is { } trade ? trade.Close >= trade.Open : (Bid?.Close ?? 0) + (Ask?.Close ?? 0) >= (Bid?.Open ?? 0) + (Ask?.Open ?? 0);
}
