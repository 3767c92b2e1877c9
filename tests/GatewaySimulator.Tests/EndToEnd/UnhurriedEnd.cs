using TradingBot.Market;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>
/// A day that is drawn with few quotes, and whose last minutes have as many as real ones. What is closed then trades in parts, and the four quotes that a contract would have left open some of what
/// the bot had closed in time.
/// </summary>
internal sealed class UnhurriedEnd(IMarketFeed day) : IMarketFeed
{
    /// <summary>One more than the bot takes to be flat.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(6);

    private static readonly TimeSpan BetweenQuotes = TimeSpan.FromSeconds(2);

    private static readonly TradingCalendar Calendar = new();

    public string Description => day.Description;

    /// <summary>Whether <paramref name="time"/> is one of the last minutes of a trading day.</summary>
    public static bool Contains(DateTimeOffset time) => Calendar.DayOf(time) is var day && day.Contains(time) && day.Close - time <= Length;

    public IEnumerable<MarketUpdate> Read(CancellationToken cancellationToken)
    {
        Dictionary<string, MarketUpdate> latest = [];
        foreach (MarketUpdate next in day.Read(cancellationToken))
        {
            foreach (MarketUpdate repeated in Repeat(latest, next.Time))
                yield return repeated;

            latest[next.Contract.Id] = next;
            yield return next;
        }

        foreach (MarketUpdate repeated in Repeat(latest, DateTimeOffset.MaxValue))
            yield return repeated;
    }

    /// <summary>The prices that hold, told in turn until the next one or the end of the day.</summary>
    private static IEnumerable<MarketUpdate> Repeat(Dictionary<string, MarketUpdate> latest, DateTimeOffset until)
    {
        if (latest.Count == 0)
            yield break;

        DateTimeOffset time = latest.Values.Max(update => update.Time);
        for (int i = 0; Contains(time += BetweenQuotes) && time < until; i++)
            yield return latest.Values.ElementAt(i % latest.Count) with { Time = time, Last = null, Volume = 0 };
    }
}
