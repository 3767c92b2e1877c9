using RiskTraceGen;

namespace TradingBot.Tests.Process;

public sealed class JournalRunTests
{
    [Fact]
    public async Task EachRunGoesOnInTheSameJournal()
    {
        string directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        try
        {
            for (int run = 1; run <= 2; run++)
            {
                BotProcess.Result result = await BotProcess.RunAsync("--quiet", "--events", "3000", "--journal", directory);

                Assert.Equal((0, ""), (result.ExitCode, result.Error));
                Assert.Equal($"journal       kept in {directory}, 0 records left out, 0 flushes failed", result.Summary("journal"));
                Assert.Equal(run, Directory.EnumerateFiles(directory, "*.rtj").Count());
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task AJournalThatHasAWriterStopsTheBotBeforeItTrades()
    {
        string directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        await using (new RiskTracer(new RiskTracerOptions { JournalDirectory = directory }))
        {
            BotProcess.Result result = await BotProcess.RunAsync("--journal", directory);

            Assert.Equal((2, ""), (result.ExitCode, result.Output));
            Assert.StartsWith($"--journal {directory}: The journal in '{directory}' has a writer already", result.Error, StringComparison.Ordinal);
        }

        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/dev/null/journal")]
    public async Task ADirectoryThatCannotBeIsNamed(string directory)
    {
        BotProcess.Result result = await BotProcess.RunAsync("--journal", directory);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--journal", result.Error, StringComparison.Ordinal);
    }
}
