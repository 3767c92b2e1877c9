using TradingBot.Tests.Replay;

namespace TradingBot.Tests.Process;

public sealed class ReplayRunTests : IDisposable
{
    private const string Name = "20131007_es_minute_trade_201312.csv";
    private readonly ReplayFolder _folder = new();

    [Fact]
    public async Task ADayOfDataIsReplayedAndShowsWhatFired()
    {
        string path = _folder.Zip("day.zip", (Name, Day()), ("20131007_es_minute_trade_201403.csv", ["0,1700,1700,1700,1700,1"]));
        BotProcess.Result run = await BotProcess.RunAsync("--replay", path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("replaying ES 2013-12, the front of 2 contracts by volume (2,000 of 2,001)", run.Output, StringComparison.Ordinal);
        Assert.Contains("400 lines, 2013-10-07 00:00 to 2013-10-07 06:39 UTC", run.Output, StringComparison.Ordinal);
        Assert.Contains("EVAL_DETAIL | Range to average range: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("volatility_halt 1", run.Summary("breaches"), StringComparison.Ordinal);
        Assert.Contains("1,600 price updates", run.Summary("market"), StringComparison.Ordinal);
        Assert.EndsWith(" 0 dropped", run.Summary("records"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadLinesAreSkippedOnRequestAndSaid()
    {
        string path = _folder.Csv(Name, [.. Day(), "nonsense"]);
        BotProcess.Result run = await BotProcess.RunAsync("--quiet", "--skip-bad-lines", "--replay", path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"1 bad skipped, the first: {path}, line 401: 1 column", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABadLineEndsTheRunBeforeAnythingTrades()
    {
        string path = _folder.Csv(Name, [.. Day(), "86340000,10,9,11,10,5"]);
        BotProcess.Result run = await BotProcess.RunAsync("--replay", path);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal($"{path}, line 401: high 9 is below low 11; expected 6 columns: milliseconds since midnight, open, high, low, close, volume", run.Error.Trim());
    }

    [Fact]
    public async Task AMissingFileIsNamed() => await AssertRefusedAsync("does not exist", Path.Combine(_folder.Root, "missing.zip"));

    [Fact]
    public async Task ADamagedZipIsNamed() => await AssertRefusedAsync("expected an undamaged zip", _folder.Csv("damaged.zip", "no zip"));

    [Fact]
    public async Task AWrongFormatIsNamed() => await AssertRefusedAsync("expected a name like", _folder.Csv("prices.csv", "time;price"));

    public void Dispose() => _folder.Dispose();

    private static async Task AssertRefusedAsync(string expected, string path)
    {
        BotProcess.Result run = await BotProcess.RunAsync("--replay", path);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(path, run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    /// <summary>400 minutes of a market that goes to and fro within a point, and once jumps by eight.</summary>
    private static string[] Day() => [.. Enumerable.Range(0, 400).Select(minute =>
    {
        decimal open = 1600 + minute % 4 * 0.25m + (minute >= 200 ? 8 : 0);
        return FormattableString.Invariant($"{minute * 60_000},{open},{open + 0.5m},{open - 0.5m},{open},{3 + minute % 5}");
    })];
}
