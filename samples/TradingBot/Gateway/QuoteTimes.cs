using ProjectX;

namespace TradingBot.Gateway;

/// <summary>
/// Judges the time of a quote by the quotes around it, as the gateway's clock is not ours and a simulated one keeps a pace of its own. A time far ahead is
/// believed when the next quote has one like it: else one wrong quote would make all that follow look old, for minutes.
/// </summary>
internal sealed class QuoteTimes
{
    private const int ManyQuotes = 50;
    private static readonly TimeSpan Leap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(1);

    private int _late;

    /// <summary>The latest time that is believed; null before the first.</summary>
    public DateTimeOffset? Latest { get; private set; }

    /// <summary>The quote that is far ahead and waits for the next; null if there is none.</summary>
    public ContractQuote? Ahead { get; private set; }

    /// <summary>Whether the market has gone back: of many quotes in a row each is far older than the latest.</summary>
    public bool HasGoneBack => _late >= ManyQuotes;

    /// <summary>When a quote was made; null if it does not say.</summary>
    public static DateTimeOffset? TimeOf(GatewayQuote quote) => quote.Timestamp ?? quote.LastUpdated;

    /// <summary>Takes in the next quote.</summary>
    /// <param name="quote">The quote.</param>
    /// <param name="wrong">The one that was ahead, if this one shows that its time was wrong.</param>
    /// <returns>What may be used from now on, in the order in which it came.</returns>
    public IReadOnlyList<ContractQuote> Follow(ContractQuote quote, out ContractQuote? wrong)
    {
        wrong = null;
        if (TimeOf(quote.Quote) is not { } time)
            return [quote];

        ContractQuote? before = Ahead;
        Ahead = null;
        if (before is { } ahead)
        {
            if (time >= TimeOf(ahead.Quote) - Leap)
            {
                Believe(TimeOf(ahead.Quote)!.Value);
                Believe(time);
                return [ahead, quote];
            }

            wrong = ahead;
        }

        if (time > Latest + Leap)
        {
            Ahead = quote;
            return [];
        }

        Believe(time);
        return [quote];
    }

    private void Believe(DateTimeOffset time)
    {
        _late = time < Latest - Lateness ? _late + 1 : 0;
        if (!(time < Latest))
            Latest = time;
    }
}
