namespace TradingBot.Tests.Process;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("--events 0", "--events expects a number from 1 to 10000000, not '0'.")]
    [InlineData("--events many", "--events expects a number from 1 to 10000000, not 'many'.")]
    [InlineData("--seed abc", "--seed expects a number from 0 to 2147483647 as its seed, not 'abc'.")]
    [InlineData("--seed 1.5", "--seed expects a number from 0 to 2147483647 as its seed, not '1.5'.")]
    [InlineData("--quiet=maybe", "'maybe' belongs to no option.")]
    [InlineData("--level loud", "--level expects quiet, breaches or all, not 'loud'.")]
    [InlineData("--level 1", "--level expects quiet, breaches or all, not '1'.")]
    [InlineData("--level +1", "--level expects quiet, breaches or all, not '+1'.")]
    [InlineData("--level quiet,all", "--level expects quiet, breaches or all, not 'quiet,all'.")]
    [InlineData("--quiet --verbose", "--level, --verbose and --quiet say the same thing")]
    [InlineData("--replay x.zip --events 10", "--events is of the simulated market")]
    [InlineData("--skip-bad-lines", "--skip-bad-lines needs --replay")]
    [InlineData("--replay", "--replay expects PATH.\n")]
    [InlineData("paths --format bogus", "--format expects text, markdown or mermaid, not 'bogus'.\n")]
    [InlineData("paths --format", "--format expects text|markdown|mermaid.\n")]
    [InlineData("--unknown", "There is no option --unknown.")]
    [InlineData("--jurnal x", "There is no option --jurnal; did you mean --journal?")]
    [InlineData("today", "'today' belongs to no option.")]
    [InlineData("--chaos maybe", "--chaos expects a number from 0 to 2147483647 as its seed, not 'maybe'.")]
    [InlineData("--chaos 1.5", "--chaos expects a number from 0 to 2147483647 as its seed, not '1.5'.")]
    [InlineData("--chaos 99999999999", "--chaos expects a number from 0 to 2147483647 as its seed, not '99999999999'.")]
    [InlineData("--chaos -1", "--chaos expects a number from 0 to 2147483647 as its seed, not '-1'.")]
    [InlineData("--enable Jane", "--enable needs --state")]
    [InlineData("--state", "--state expects DIR.")]
    [InlineData("--chaos", "--chaos expects SEED.")]
    [InlineData("--gateway nonsense", "--gateway expects an http or https address, not 'nonsense'.")]
    [InlineData("--gateway ftp://127.0.0.1", "--gateway expects an http or https address, not 'ftp://127.0.0.1'.")]
    [InlineData("--gateway http://127.0.0.1:5055/api", "--gateway expects an address with nothing before or after host and port, such as http://127.0.0.1:5055;")]
    [InlineData("--gateway https://there?x=1", "--gateway expects an address with nothing before or after host and port, such as https://there;")]
    [InlineData("--gateway http://joe:secretpw@there", "--gateway expects an address with nothing before or after host and port, such as http://there;")]
    [InlineData("--gateway joe:secretpw@there", "--gateway expects an http or https address.")]
    [InlineData("--list-rules --quiet --journal x", "--quiet is of a run; --list-rules only prints something.\n--journal is of a run;")]
    [InlineData("--quiet paths", "--quiet is of a run; paths only prints something.")]
    [InlineData("--list-rules paths", "--list-rules is of a run; paths only prints something.")]
    [InlineData("--gateway http://127.0.0.1:5055 --chaos 1", "--chaos is of the paper market; a gateway has a market and faults of its own.")]
    [InlineData("--gateway http://127.0.0.1:5055 --seed 1", "--seed is of the paper market")]
    public async Task ACommandLineThatMakesNoSenseIsRefused(string arguments, string message)
    {
        BotProcess.Result run = await BotProcess.RunAsync(arguments.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secretpw", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task AnEmptyPathIsRefused(string path)
    {
        BotProcess.Result run = await BotProcess.RunAsync("--replay", "day.zip", path);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("--replay expects the path of a zip or csv file; one that was given is empty.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "--log expects the path of a file; the one that was given is empty.")]
    [InlineData("/", "--log /: a file is expected, and this is a directory.")]
    [InlineData("/dev/null/flows.jsonl", "--log /dev/null/flows.jsonl: ")]
    [InlineData("missing/flows.jsonl", "--log missing/flows.jsonl: Could not find a part of the path")]
    public async Task ALogThatCannotBeWrittenStopsTheBotBeforeItTrades(string file, string message)
    {
        BotProcess.Result run = await BotProcess.RunAsync("--log", file);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABadLimitStopsTheBotBeforeItTrades()
    {
        BotProcess.Result run = await BotProcess.RunAsync([("Limits__DailyTotalLoss__Limit", "-1000")], []);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Limits:DailyTotalLoss:Limit (environment variable Limits__DailyTotalLoss__Limit) is -1000; expected a number", run.Error, StringComparison.Ordinal);
    }

    // The settings of an environment lie over those that come with the bot.
    [Theory]
    [InlineData("{\n  \"Limits\": {\n    \"Preset\": 50K\n  }\n}", "Line 3, column 17: 'K' is ")]
    [InlineData("[]", "Top-level JSON element must be an object.")]
    public async Task SettingsThatAreNoJsonAreSaidToBeAndWhere(string content, string message)
    {
        string environment = Path.GetRandomFileName();
        string file = Path.Combine(AppContext.BaseDirectory, $"appsettings.{environment}.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        try
        {
            BotProcess.Result run = await BotProcess.RunAsync([("DOTNET_ENVIRONMENT", environment)], []);

            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.StartsWith($"Failed to load configuration from file '{file}'. {message}", run.Error, StringComparison.Ordinal);
            Assert.EndsWith(" Correct the file and start the bot again.", run.Error.TrimEnd(), StringComparison.Ordinal);
            Assert.DoesNotContain("LineNumber", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task HelpExplainsEveryOption()
    {
        BotProcess.Result run = await BotProcess.RunAsync("--help");

        Assert.Equal(0, run.ExitCode);
        foreach (string option in (string[])["--seed", "--events", "--replay", "--skip-bad-lines", "--level", "--verbose", "--quiet", "--journal", "--log", "--chaos", "--gateway", "--state", "--enable", "--disable", "--list-rules"])
            Assert.Contains(option, run.Output, StringComparison.Ordinal);
        Assert.Contains("[default: breaches]", run.Output, StringComparison.Ordinal);
    }
}
