using TradingBot.Domain;

namespace TradingBot.Market;

/// <summary>Wilder's average true range: how far a bar usually travels, the gap before it included.</summary>
public sealed class AverageTrueRange(int period)
{
    private decimal _sum;
    private int _count;
    private decimal? _previousClose;

    /// <summary>The average; null until a whole period has been seen.</summary>
    public decimal? Value { get; private set; }

    /// <summary>How far <paramref name="high"/> to <paramref name="low"/> reaches, counted from the close before it.</summary>
    public decimal TrueRange(decimal high, decimal low)
        => Math.Max(high, _previousClose ?? high) - Math.Min(low, _previousClose ?? low);

    /// <summary>Takes in a finished bar.</summary>
    public void Add(in BarClosed bar)
    {
        decimal range = TrueRange(bar.High, bar.Low);
        _previousClose = bar.Close;
        if (Value is { } value)
        {
            // Rounded: an average that feeds on itself would otherwise grow digits with every bar.
            Value = Math.Round((value * (period - 1) + range) / period, 8);
            return;
        }

        _sum += range;
        if (++_count == period)
            Value = Math.Round(_sum / period, 8);
    }
}
