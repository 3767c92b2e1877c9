using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests.Commands;

public sealed class WhyTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Theory]
    [InlineData("O-1001")]
    [InlineData("1001")]
    [InlineData("CON.MNQ.Z25")]
    public async Task TheChainGoesFromTheEventToTheCall(string subject)
    {
        ToolRun run = await ToolRun.Of("why", journal.Path, subject);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(["Flow-2"], run.Flows);
        string[] links = ["event   ", "rule    max_contracts", "check   Size check: 5 > 2", "verdict BREACH in 2 ms: flattened", "call    close_position → success in 2 ms", "O-1001", "hook    on_breach → Alerts.Note", "passed  one other rule"];
        int[] places = [.. links.Select(link => run.Output.IndexOf(link, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task TheChainIsNotCutToTheWidthOfATerminal()
    {
        // What an order was is the answer, and stands at the end of a long line.
        ToolRun run = await ToolRun.Of((output, error) => new Terminal(output, error) { Width = 40, Style = new FlowTreeOptions { NewLine = "\n" } }, "why", journal.Path, "O-1001");

        Assert.Equal((await ToolRun.Of("why", journal.Path, "O-1001")).Output, run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task ValuesCountAndNamesDoNotAndTheNewestIsLast()
    {
        ToolRun run = await ToolRun.Of("why", journal.Path, "close_position", "--json");
        Assert.Equal(ExitCode.NotSo, run.ExitCode);

        run = await ToolRun.Of("why", journal.Path, "max_contracts", "--json");
        Assert.Equal([2, 3], run.Json.Select(flow => flow.GetProperty("flow").GetInt32()));
        Assert.Equal(7, run.Json[0].GetProperty("steps").GetArrayLength());
    }

    [Theory]
    [InlineData("CON.MNQX.Z25")]
    [InlineData("O-100")]
    [InlineData("5")]
    [InlineData("NOWHERE")]
    public async Task ItIsSaidWhenNothingHappened(string subject)
    {
        ToolRun run = await ToolRun.Of("why", journal.Path, subject);

        Assert.Equal((ExitCode.NotSo, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"Nothing happened to '{subject}'", run.Error, StringComparison.Ordinal);
    }
}
