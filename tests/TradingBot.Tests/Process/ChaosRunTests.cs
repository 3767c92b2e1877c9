using System.Globalization;

namespace TradingBot.Tests.Process;

public sealed class ChaosRunTests
{
    private const string Balanced = "account       every fault is accounted for, the books agree with the broker's, no order exists twice";

    [Fact]
    public async Task EveryFaultIsAccountedForAndEveryAlertIsLoggedOnce()
    {
        BotProcess.Result run = await BotProcess.RunAsync("--chaos", "1", "--quiet");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(Balanced, run.Summary("account"));
        Assert.Matches(@"^chaos +seed 1, [1-9]\d* faults in \d+ calls: [1-9]\d* connections refused, [1-9]\d* requests refused, [1-9]\d* answers lost, [1-9]\d* answers late$", run.Summary("chaos"));
        int logged = run.Output.Split('\n').Count(line => line.StartsWith("crit: ", StringComparison.Ordinal));
        Assert.EndsWith($"; {logged.ToString("N0", CultureInfo.InvariantCulture)} alerts", run.Summary("failures"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneSeedGivesOneRun()
    {
        BotProcess.Result first = await RunAsync("7");
        BotProcess.Result second = await RunAsync("7");
        BotProcess.Result other = await RunAsync("8");

        foreach (string subject in (string[])["chaos", "faults", "followed by", "concluded", "account", "trading", "breaches", "evaluations", "broker calls"])
            Assert.Equal(first.Summary(subject), second.Summary(subject));
        Assert.NotEqual(first.Summary("followed by"), other.Summary("followed by"));
    }

    [Fact]
    public async Task WithoutChaosThereIsNothingToAccountFor()
    {
        BotProcess.Result run = await BotProcess.RunAsync("--quiet", "--events", "3000");

        Assert.DoesNotContain("\n  account ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n  chaos ", run.Output, StringComparison.Ordinal);
    }

    private static Task<BotProcess.Result> RunAsync(string seed) => BotProcess.RunAsync("--chaos", seed, "--quiet", "--events", "30000");
}
