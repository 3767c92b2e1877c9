using System.Globalization;

namespace TradingBot.Tests.Process;

/// <summary>Signals, as Unix has them.</summary>
public sealed class StoppedRunTests
{
    [Theory]
    [InlineData("exec \"$@\"", new[] { "HUP" }, 129)]
    [InlineData("exec \"$@\"", new[] { "TERM" }, 143)]
    // As nohup starts it.
    [InlineData("trap '' HUP; exec \"$@\"", new[] { "HUP", "TERM" }, 143)]
    public async Task ASignalEndsTheRunWithItsSummaryAndItsNumberUnlessTheBotWasStartedToIgnoreIt(string script, string[] signals, int exitCode)
    {
        if (OperatingSystem.IsWindows())
            return;
        if (signals is ["HUP"] && IgnoresHangUps())
            (signals, exitCode) = (["HUP", "TERM"], 143);
        System.Diagnostics.Process bot = BotProcess.StartInShell(script, "--quiet", "--events", "9000000");
        Assert.StartsWith("simulated ES and MNQ", await bot.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (string signal in signals)
        {
            using var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", bot.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        BotProcess.Result end = await BotProcess.EndOf(bot);
        Assert.Equal((exitCode, ""), (end.ExitCode, end.Error));
        Assert.Contains("\nstopped before the end of the day\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunWhoseOutputCannotBeWrittenGoesOnToItsEndAndSaysSo()
    {
        if (OperatingSystem.IsWindows())
            return;
        string directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;
        try
        {
            BotProcess.Result full = await BotProcess.EndOf(BotProcess.StartInShell("exec \"$@\" > /dev/full", "--verbose", "--events", "3000", "--state", directory, "--disable", "Jane Doe"));

            Assert.Equal(1, full.ExitCode);
            Assert.Equal(1, full.Error.Split('\n').Count(line => line.StartsWith("standard output cannot be written, and what is printed is lost: ", StringComparison.Ordinal)));
            Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);
            Assert.Contains("pulled by Jane Doe", await File.ReadAllTextAsync(Path.Combine(directory, "holds.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // Whoever started the tests may have said so, and what they start does as they do.
    private static bool IgnoresHangUps()
        => OperatingSystem.IsLinux()
            && File.ReadLines("/proc/self/status").First(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..] is var ignored
            && (ulong.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 1) == 1;
}
