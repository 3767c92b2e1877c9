using System.Globalization;
using RiskTraceGen.Benchmarks.Bot;

namespace RiskTraceGen.Benchmarks.Quick;

/// <summary>How many events a second the whole sample bot takes in, beside how many a loop does that only reads them.</summary>
internal static class ReplayRun
{
    private const int WarmUpRounds = 2;
    private const int Rounds = 10;

    /// <summary>Measures and prints.</summary>
    /// <param name="files">Files in LEAN's format; none for a simulated day.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="FormatException">A file cannot be replayed.</exception>
    public static async Task PrintAsync(IReadOnlyList<string> files, TextWriter output)
    {
        DirectoryInfo? made = files.Count == 0 ? Directory.CreateTempSubdirectory("risktrace-") : null;
        try
        {
            await MeasureAsync(new ReplayedBot(made is null ? files : TickFiles.Write(made.FullName)), output);
        }
        finally
        {
            made?.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(ReplayedBot bot, TextWriter output)
    {
        List<TimeSpan> alone = [];
        List<TimeSpan> traded = [];
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            TimeSpan read = bot.ReadAlone();
            TimeSpan trade = await bot.TradeAsync();
            if (round < 0)
                continue;
            alone.Add(read);
            traded.Add(trade);
        }

        output.WriteLine();
        output.WriteLine($"{"replayed price update",-38} {"ns",9} {"",9} {"ratio",7}   (ratio: to the file read alone; {bot.Updates:N0} updates, of {Rounds} rounds in turn, the quietest)");
        Row("read and applied to the market view", alone.Min());
        Row("the whole bot, 32 rules", traded.Min());

        void Row(string name, TimeSpan best)
        {
            double nanoseconds = best.TotalNanoseconds / bot.Updates;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-38} {nanoseconds,9:F1} {"",9} {best / alone.Min(),7:F2}   {1e9 / nanoseconds:N0} updates a second"));
        }
    }
}
