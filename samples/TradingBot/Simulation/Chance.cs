namespace TradingBot.Simulation;

/// <summary>
/// Chance from a seed, the same on every machine: <see cref="Random"/> keeps its sequence for a given seed, and the normal variate is made by
/// addition alone, because logarithms and sines differ in their last digit from one processor to the next.
/// </summary>
public sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A whole number from <paramref name="min"/> up to, but not including, <paramref name="max"/>.</summary>
    public int Next(int min, int max) => _random.Next(min, max);

    /// <summary>Minus one or one.</summary>
    public int NextSign() => _random.Next(2) * 2 - 1;

    /// <summary>A standard normal variate, as the sum of twelve uniform ones (Irwin and Hall).</summary>
    public double NextNormal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
            sum += _random.NextDouble();
        return sum;
    }
}
