using System.Globalization;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Simulation;

namespace RiskTraceGen.Benchmarks.Bot;

/// <summary>Ticks to replay, for a machine that has none: the trades of the simulated day, in LEAN's format. One seed gives the same files.</summary>
public static class TickFiles
{
    private const int Seed = 1;

    /// <summary>Writes the files.</summary>
    /// <param name="folder">Where to.</param>
    /// <returns>Their paths.</returns>
    public static IReadOnlyList<string> Write(string folder)
    {
        var files = new List<string>();
        IEnumerable<MarketUpdate> day = new MarketSimulator(new TradingCalendar(), Seed, MarketSimulator.DefaultEvents).Read(CancellationToken.None);
        foreach (var file in day.GroupBy(static update => (update.Contract, Date: DateOnly.FromDateTime(update.Time.UtcDateTime))))
        {
            (FuturesContract contract, DateOnly date) = file.Key;
            string path = Path.Combine(folder, $"{date:yyyyMMdd}_{contract.Product.Root.ToLowerInvariant()}_tick_trade_{contract.Expiry.Year:0000}{contract.Expiry.Month:00}.csv");
            File.WriteAllLines(path, file.Select(static tick => Line(tick)));
            files.Add(path);
        }

        return files;
    }

    // Milliseconds since midnight UTC, price, quantity, exchange, sale condition, suspicious.
    private static string Line(in MarketUpdate tick)
        => string.Create(CultureInfo.InvariantCulture, $"{tick.Time.UtcDateTime.TimeOfDay.TotalMilliseconds:0},{tick.Last},{tick.Volume},CME,,0");
}
