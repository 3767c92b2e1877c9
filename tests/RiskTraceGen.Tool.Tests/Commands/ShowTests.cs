using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests.Commands;

public sealed class ShowTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Theory]
    [InlineData("2")]
    [InlineData("Flow-2")]
    public async Task AFlowIsShownWithEverythingRecorded(string flow)
    {
        ToolRun run = await ToolRun.Of("show", journal.Path, flow);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("contract_id: CON.MNQ.Z25", run.Output, StringComparison.Ordinal);
        Assert.Contains("Size check: 5 > 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("close_position → success in 2 ms", run.Output, StringComparison.Ordinal);
        Assert.Contains("order_id: O-1001", run.Output, StringComparison.Ordinal);
        Assert.Contains("on_breach → Alerts.Note", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextFromOutsideCannotPaint()
    {
        foreach (string[] command in (string[][])[["show", journal.Path, "3"], ["why", journal.Path, DeskJournal.Painting], ["diagram", journal.Path, "3"], ["tail", journal.Path], ["flows", journal.Path]])
        {
            ToolRun run = await ToolRun.Of((output, error) => new Terminal(output, error), command);

            Assert.Equal(ExitCode.Done, run.ExitCode);
            Assert.DoesNotContain('\e', run.Output);
            Assert.DoesNotContain('\u202e', run.Output);
        }

        Assert.Contains(@"\u001B[31mRED\u202E", (await ToolRun.Of("show", journal.Path, "3")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonHasFieldsExceptionsAndDurations()
    {
        ToolRun run = await ToolRun.Of("show", journal.Path, "3", "--json");

        System.Text.Json.JsonElement call = Assert.Single(run.Json).GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("kind").GetString() == "API_CALL");
        Assert.Equal(DeskJournal.Painting, call.GetProperty("fields").GetProperty("contract_id").GetString());
        Assert.Equal(1002, call.GetProperty("fields").GetProperty("order_number").GetInt32());
        Assert.Equal("System.InvalidOperationException", call.GetProperty("exception").GetProperty("type").GetString());
        Assert.Equal(2000, call.GetProperty("duration_us").GetDouble());
    }

    [Fact]
    public async Task AFlowThatIsNotThereIsToldOnTheErrorOutput()
    {
        ToolRun run = await ToolRun.Of("show", journal.Path, "99");

        Assert.Equal((ExitCode.NotSo, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("There is no flow 99", run.Error, StringComparison.Ordinal);
    }
}
