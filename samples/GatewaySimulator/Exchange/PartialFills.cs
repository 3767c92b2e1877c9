namespace GatewaySimulator.Exchange;

/// <summary>
/// A thin market: of an order as many contracts find somebody as a seed says, and the rest waits for the next quote. For one caller at a time.
/// </summary>
/// <param name="seed">What the sizes are drawn from.</param>
public sealed class PartialFills(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>How many of <paramref name="size"/> contracts trade now: one, all, or as likely any number in between.</summary>
    public int Of(int size) => _random.Next(size) + 1;
}
