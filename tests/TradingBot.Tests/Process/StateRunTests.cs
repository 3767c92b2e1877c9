using TradingBot.Risk;

namespace TradingBot.Tests.Process;

public sealed class StateRunTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;

    private string StateFile => Path.Combine(_directory, "holds.json");

    [Fact]
    public async Task APulledSwitchStaysPulledWhenTheBotIsStartedAgain()
    {
        BotProcess.Result disabled = await RunAsync("--disable", "Jane Doe");
        BotProcess.Result restarted = await RunAsync();

        Assert.StartsWith("trading       0 fills", disabled.Summary("trading"), StringComparison.Ordinal);
        Assert.Contains("kill_switch 1", disabled.Summary("breaches"), StringComparison.Ordinal);
        Assert.StartsWith("trading       0 fills", restarted.Summary("trading"), StringComparison.Ordinal);
        Assert.Contains("pulled by Jane Doe", await ReadStateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAccountThatAPersonEnablesTradesAgain()
    {
        string state = """
            {
              "version": 1,
              "accounts": [
                {
                  "accountId": "EVAL-50K",
                  "holds": [
                    { "setBy": "trailing_drawdown", "contractId": null, "reason": "equity at the floor", "from": "2025-09-15T15:00:00+00:00", "until": null, "kind": "Disable" }
                  ]
                }
              ]
            }
            """;
        await File.WriteAllTextAsync(StateFile, state, TestContext.Current.CancellationToken);
        BotProcess.Result enabled = await RunAsync("--enable", "Jane Doe");

        Assert.Matches("^trading +[1-9]", enabled.Summary("trading"));
        Assert.DoesNotContain("trailing_drawdown", await ReadStateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoEnablesAnAccountLeavesAnotherDisabled()
    {
        await RunAsync("--disable", "Jane Doe");
        BotProcess.Result other = await RunAsync([("Account__Id", "OTHER")], "--enable", "John Doe");
        BotProcess.Result restarted = await RunAsync();

        Assert.Matches("^trading +[1-9]", other.Summary("trading"));
        Assert.DoesNotContain("left by an earlier run", other.Output, StringComparison.Ordinal);
        Assert.StartsWith("trading       0 fills", restarted.Summary("trading"), StringComparison.Ordinal);
        Assert.Contains("left by an earlier run: kill_switch bars all contracts until lifted (Disable): pulled by Jane Doe", restarted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStateThatCannotBeReadStopsTheBotBeforeItTrades()
    {
        await File.WriteAllTextAsync(StateFile, "{ \"version\": 1, \"hol", TestContext.Current.CancellationToken);
        BotProcess.Result run = await BotProcess.RunAsync("--state", _directory);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("holds.json cannot be read, so nobody knows whether trading is locked: Line 1, column ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Path:", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStateThatAnotherBotKeepsIsLeftAlone()
    {
        using (StateLock.Take(_directory))
        {
            BotProcess.Result second = await BotProcess.RunAsync("--state", _directory, "--disable", "Jane Doe");
            Assert.Equal((2, ""), (second.ExitCode, second.Output));
            Assert.StartsWith($"--state {_directory} cannot be kept for this bot alone: ", second.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(StateFile));
        }

        Assert.Contains("kill_switch 1", (await RunAsync("--disable", "Jane Doe")).Summary("breaches"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Task<string> ReadStateAsync() => File.ReadAllTextAsync(StateFile, TestContext.Current.CancellationToken);

    private Task<BotProcess.Result> RunAsync(params string[] arguments) => RunAsync([], arguments);

    private async Task<BotProcess.Result> RunAsync((string Key, string Value)[] environment, params string[] arguments)
    {
        BotProcess.Result run = await BotProcess.RunAsync(environment, [.. arguments, "--state", _directory, "--quiet", "--events", "20000"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }
}
