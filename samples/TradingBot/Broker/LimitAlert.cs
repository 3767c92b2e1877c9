using RiskTraceGen;

namespace TradingBot.Broker;

/// <summary>
/// Says that the broker's limit of calls is used up: once, until a minute has passed in which nothing was given up
/// for it. What is given up is in the trace each time.
/// </summary>
/// <param name="time">The clock of the limit; null if the broker has none.</param>
public sealed class LimitAlert(TimeProvider? time)
{
    private readonly AskPause _told = new(time) { Length = TimeSpan.FromMinutes(1) };

    /// <summary>Something is given up because no call is left for it.</summary>
    /// <returns>Whether somebody has to be told, by <see cref="Tell"/>.</returns>
    public bool IsNews()
    {
        bool isNews = !_told.IsOn;
        _told.Begin();
        return isNews;
    }

    /// <summary>Tells whoever handles it.</summary>
    public static void Tell(RiskFlow flow)
        => flow.Raise(new CriticalFailure(
            "call_limit",
            "the broker's limit of calls is used up: until it has calls again, comparisons of what is held are given up, then entries and the questions what became of our orders; closes go on"));
}
