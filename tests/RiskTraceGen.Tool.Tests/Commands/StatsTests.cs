using System.Text.Json;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests.Commands;

public sealed class StatsTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Fact]
    public async Task RunsAreCountedTogetherByName()
    {
        ToolRun run = await ToolRun.Of("stats", journal.Path, "--json");

        JsonElement Line(string kind, string name) => Assert.Single(run.Json, line => line.GetProperty("kind").GetString() == kind && (kind == "journal" || line.GetProperty("name").GetString() == name));
        Assert.Equal((4, 0), Counts(Line("flow", "POSITION_UPDATED")));
        Assert.Equal((1, 1), Counts(Line("flow", "NIGHTLY")));
        Assert.Equal((4, 1), Counts(Line("rule", "POSITION_UPDATED → max_contracts")));
        Assert.Equal((1, 0), Counts(Line("hook", "on_breach → Alerts.Note")));
        Assert.Equal((2, 1), Counts(Line("broker_call", "close_position")));
        Assert.Equal(2000, Line("broker_call", "close_position").GetProperty("max_us").GetDouble());
        Assert.Equal(0, Line("journal", "").GetProperty("audit_lost").GetInt64());
    }

    [Fact]
    public async Task ATableIsWrittenWithoutWidthsAndColours()
    {
        ToolRun run = await ToolRun.Of("stats", journal.Path);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(["kind", "count", "failed", "p50", "p90", "p99", "p99.9", "max", "name"], run.Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(run.Lines, line => line.StartsWith("broker_call ", StringComparison.Ordinal) && line.EndsWith(" 2 ms close_position", StringComparison.Ordinal));
        Assert.DoesNotContain('\e', run.Output);
    }

    [Fact]
    public async Task NoLineIsFilledUpToTheLongestName()
    {
        // A narrow terminal would break each of them into a line and an empty one.
        foreach (bool color in (bool[])[false, true])
        {
            ToolRun run = await ToolRun.Of((output, error) => new Terminal(output, error) { Style = new FlowTreeOptions { Color = color, NewLine = "\n" } }, "stats", journal.Path);

            Assert.All(run.Lines, line => Assert.False(line.EndsWith(' '), $"'{line}'"));
            Assert.Equal(color, run.Output.Contains('\e'));
        }
    }

    private static (int Count, int Failures) Counts(JsonElement line) => (line.GetProperty("count").GetInt32(), line.GetProperty("failures").GetInt32());
}
