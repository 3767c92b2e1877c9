namespace TradingBot.Strategy;

/// <summary>The average of the last prices.</summary>
public sealed class MovingAverage(int length)
{
    private readonly Queue<decimal> _prices = new(length);
    private decimal _sum;

    /// <summary>The average; null until it has all its prices.</summary>
    public decimal? Value => _prices.Count == length ? _sum / length : null;

    /// <summary>Takes in a price and lets go of the oldest.</summary>
    public void Add(decimal price)
    {
        if (_prices.Count == length)
            _sum -= _prices.Dequeue();
        _prices.Enqueue(price);
        _sum += price;
    }
}
