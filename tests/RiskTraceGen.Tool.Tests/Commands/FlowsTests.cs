using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests.Commands;

public sealed class FlowsTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Fact]
    public async Task EveryFlowOfEveryRunIsListed()
    {
        ToolRun run = await ToolRun.Of("flows", journal.Path);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(["Flow-1", "Flow-2", "Flow-3", "Flow-4", "Flow-5"], run.Flows);
        Assert.Equal("Flow-2       2026-01-31 09:00:00.000      2 ms  POSITION_UPDATED → BREACH_HANDLED (max_contracts)", run.Lines[2]);
        Assert.EndsWith("  NIGHTLY → abandoned", run.Lines[4], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", "--breaches")]
    [InlineData("3 4", "--failed")]
    [InlineData("1 2 3 5", "--rule", "known_contract")]
    [InlineData("2", "--rule", "max_contracts", "--breaches", "--contract", "CON.MNQ.Z25")]
    [InlineData("", "--rule", "known_contract", "--breaches")]
    [InlineData("1 2", "--contract", "MNQ")]
    [InlineData("5", "--contract", "MNQX")]
    [InlineData("1 2 5", "--contains", "MNQ")]
    [InlineData("3", "--contains", "there is no")]
    [InlineData("2", "--contains", "flattened")]
    [InlineData("2 3", "--contains", "close_posi")]
    [InlineData("5", "--since", "2026-01-31T09:30:00")]
    [InlineData("1 2 3 4", "--until", "2026-01-31T10:30:00+01:00")]
    [InlineData("2 3", "--slower-than", "1.9ms")]
    [InlineData("", "--slower-than", "2ms")]
    [InlineData("", "--rule", "max_contract")]
    public async Task FiltersHoldTogether(string expected, params string[] filters)
    {
        ToolRun run = await ToolRun.Of(["flows", journal.Path, .. filters]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(flow => $"Flow-{flow}"), run.Flows);
    }

    [Fact]
    public async Task JsonIsAnObjectALine()
    {
        ToolRun run = await ToolRun.Of("flows", journal.Path, "--json", "--slower-than", "1ms");

        Assert.Equal([2, 3], run.Json.Select(flow => flow.GetProperty("flow").GetInt32()));
        Assert.Equal(2000, run.Json[0].GetProperty("duration_us").GetDouble());
        Assert.Equal("max_contracts", run.Json[0].GetProperty("breached")[0].GetString());
    }

    [Fact]
    public async Task ColoursAndWidthsAreForTerminals()
    {
        ToolRun terminal = await ToolRun.Of((output, error) => new Terminal(output, error) { Width = 40, Style = new FlowTreeOptions { Color = true } }, "flows", journal.Path);
        ToolRun file = await ToolRun.Of("flows", journal.Path);

        Assert.Contains(terminal.Lines, line => line.StartsWith("\e[31mFlow-2 ", StringComparison.Ordinal));
        Assert.All(terminal.Lines, line => Assert.True(line.Replace("\e[31m", "").Replace("\e[90m", "").Replace("\e[0m", "").Length <= 40, line));
        Assert.DoesNotContain('\e', file.Output);
        Assert.Contains(file.Lines, line => line.Length > 80);
    }
}
