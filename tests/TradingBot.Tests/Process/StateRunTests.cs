namespace TradingBot.Tests.Process;

public sealed class StateRunTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;

    [Fact]
    public async Task ADisabledAccountStaysDisabledUntilAPersonEnablesIt()
    {
        BotProcess.Result disabled = await RunAsync("--disable", "Jane Doe");
        BotProcess.Result restarted = await RunAsync();
        BotProcess.Result enabled = await RunAsync("--enable", "John Roe");

        Assert.StartsWith("trading       0 fills", disabled.Summary("trading"), StringComparison.Ordinal);
        Assert.Contains("kill_switch 1", disabled.Summary("breaches"), StringComparison.Ordinal);
        Assert.StartsWith("trading       0 fills", restarted.Summary("trading"), StringComparison.Ordinal);
        Assert.Matches("^trading +[1-9]", enabled.Summary("trading"));
        Assert.DoesNotContain("kill_switch", await File.ReadAllTextAsync(Path.Combine(_directory, "holds.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStateThatCannotBeReadStopsTheBotBeforeItTrades()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "holds.json"), "{ \"version\": 1, \"hol", TestContext.Current.CancellationToken);
        BotProcess.Result run = await BotProcess.RunAsync("--state", _directory);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("holds.json cannot be read, so nobody knows whether trading is locked", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<BotProcess.Result> RunAsync(params string[] arguments)
    {
        BotProcess.Result run = await BotProcess.RunAsync([.. arguments, "--state", _directory, "--quiet", "--events", "20000"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }
}
