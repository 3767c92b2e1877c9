using TradingBot.CommandLine;
using TradingBot.Tests.Replay;

namespace TradingBot.Tests.Hosting;

public sealed class ExitCodeTests
{
    private static readonly CancellationToken Interrupted = new(canceled: true);

    [Fact]
    public async Task ABotThatIsStoppedBeforeItsHostRunsWasInterrupted()
        => Assert.Equal(ExitCode.Interrupted, await BotCommand.RunAsync(["--quiet", "--events", "10000000"], Interrupted));

    [Fact]
    public async Task ABotThatIsStoppedWhileItSurveysWasInterrupted()
    {
        using var folder = new ReplayFolder();
        string path = folder.Csv("20131007_es_minute_trade_201312.csv", "0,10,11,9,10,5");

        Assert.Equal(ExitCode.Interrupted, await BotCommand.RunAsync(["--quiet", "--replay", path], Interrupted));
    }
}
