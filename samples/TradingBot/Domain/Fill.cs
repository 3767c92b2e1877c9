namespace TradingBot.Domain;

/// <summary>A trade of ours.</summary>
/// <param name="OrderId">The order it came from.</param>
/// <param name="Contract">What was traded.</param>
/// <param name="Side">Which way.</param>
/// <param name="Size">How many contracts; always positive.</param>
/// <param name="Price">At which price.</param>
/// <param name="Fee">What it cost.</param>
/// <param name="Time">When, in market time.</param>
/// <param name="Profit">What it has locked in, before fees, as the broker counts it; null if the broker says nothing of that, as for one that opens.</param>
public sealed record Fill(
    string OrderId, FuturesContract Contract, OrderSide Side, int Size, decimal Price, decimal Fee, DateTimeOffset Time, decimal? Profit = null)
{
    /// <summary>By how much the position changed: positive for a buy.</summary>
    public int SignedSize => Side == OrderSide.Buy ? Size : -Size;
}
