namespace TradingBot.Domain;

/// <summary>The best prices of a contract changed. A side nobody quotes is null.</summary>
public readonly record struct QuoteUpdated(string ContractId, decimal? Bid, decimal? Ask, DateTimeOffset Time)
{
    /// <summary>The middle of the market; null while one side is missing.</summary>
    public decimal? Mid => (Bid + Ask) / 2;
}

/// <summary>A minute of trading ended.</summary>
/// <param name="ContractId">The contract that traded.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">Contracts traded; 0 where the source gives quotes only.</param>
/// <param name="Time">The end of the minute.</param>
public readonly record struct BarClosed(string ContractId, decimal Open, decimal High, decimal Low, decimal Close, long Volume, DateTimeOffset Time);

/// <summary>Our position in a contract changed.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Size">Signed: long is positive, short is negative; 0 is flat.</param>
/// <param name="AveragePrice">What was paid on average.</param>
/// <param name="IsMicro">Which of the two size limits counts.</param>
/// <param name="Time">When, in market time.</param>
public readonly record struct PositionUpdated(string ContractId, int Size, decimal AveragePrice, bool IsMicro, DateTimeOffset Time);

/// <summary>One of our orders traded.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Side">Which way.</param>
/// <param name="Size">How many contracts.</param>
/// <param name="Price">At which price.</param>
/// <param name="Realized">Profit or loss that this trade locked in, fees taken off.</param>
/// <param name="Time">When, in market time.</param>
/// <param name="Closed">How many of the contracts closed something; the others opened or added.</param>
/// <param name="OrderId">The order it came from: one may trade in several parts. Null if nobody knows.</param>
public readonly record struct TradeExecuted(
    string ContractId, OrderSide Side, int Size, decimal Price, decimal Realized, DateTimeOffset Time, int Closed = 0, string? OrderId = null);

/// <summary>A minute of market time passed, or five seconds of silence in an open market.</summary>
public readonly record struct ClockTick(DateTimeOffset Time);
