using TradingBot.Market;

namespace TradingBot.Simulation;

/// <summary>
/// The course of a simulated day: quiet nights, a lively opening, news at a moment that the seed decides, a trend into the close.
/// The volatilities are those of an ordinary session of the S&amp;P 500 future: about half a point a minute at night, two after the opening.
/// </summary>
public static class RegimeSchedule
{
    /// <summary>The afternoon before, from two hours before its close, and the whole trading day.</summary>
    public static IReadOnlyList<MarketRegime> Of(TradingDay before, TradingDay day, Chance chance)
    {
        DateTimeOffset news = day.Open.AddHours(15.5).AddMinutes(chance.Next(0, 240));    // 08:30 to 12:30 in Chicago
        double surprise = chance.NextSign();
        return
        [
            new(before.Close.AddHours(-2), 0.00003, 0, MaxSpreadTicks: 1),
            new(before.Close.AddMinutes(-35), 0.00003, chance.NextSign() * 0.000008, MaxSpreadTicks: 1),    // closing orders lean one way
            new(day.Open, 0.000025, 0, MaxSpreadTicks: 1),
            new(day.Open.AddHours(9), 0.00004, 0, MaxSpreadTicks: 1),                                       // Europe, 02:00
            new(news.AddMinutes(-20), 0.00003, 0, MaxSpreadTicks: 1),                                       // nobody wants to be early
            new(news, 0.00100, surprise * 0.00060, MaxSpreadTicks: 4),
            new(news.AddMinutes(3), 0.00020, surprise * 0.00015, MaxSpreadTicks: 3),
            new(news.AddMinutes(50), 0.00015, 0, MaxSpreadTicks: 2),
            new(day.Close.AddMinutes(-90), 0.00010, 0, MaxSpreadTicks: 1),
        ];
    }
}
