namespace TradingBot.Tests.Process;

/// <summary>The map, printed by the bot.</summary>
public sealed class PathsRunTests
{
    [Fact]
    public async Task ThePathsArePrintedAsTextIn80Columns()
    {
        BotProcess.Result run = await BotProcess.RunAsync("paths");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("max_contracts_per_instrument (exposure)", lines);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Theory]
    [InlineData("text", "Execution map of TradingBot: ")]
    [InlineData("markdown", "# Execution map of TradingBot\n")]
    [InlineData("mermaid", "flowchart LR\n")]
    public async Task ThePathsArePrintedInTheFormThatIsAskedFor(string format, string start)
    {
        BotProcess.Result run = await BotProcess.RunAsync("paths", "--format", format);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(start, run.Output, StringComparison.Ordinal);
        Assert.Contains("close_position_direct", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFormsAreInTheHelp()
        => Assert.Contains("--format <text|markdown|mermaid> ", (await BotProcess.RunAsync("paths", "--help")).Output, StringComparison.Ordinal);
}
