namespace RiskTraceGen.Tool.Tests.Diagrams;

public sealed class DiagramTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Fact]
    public async Task AsciiIsDrawnAsBoxesAndBranches()
    {
        ToolRun run = await ToolRun.Of("diagram", journal.Path, "2");

        string[] expected =
        [
            "+--------------------------------------------------+",
            "| Starting RISK_RULE_EVALUATION (POSITION_UPDATED) |",
            "| contract_id: CON.MNQ.Z25                         |",
            "| size: 5                                          |",
            "+--------------------------------------------------+",
        ];
        Assert.Equal(expected, run.Lines[..5]);
        Assert.Contains("  +--[rule] max_contracts: BREACH in 2 ms (reason: flattened)", run.Lines);
        Assert.Contains("  |    +--(check) Size check: 5 > 2", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith("  |    +--[[call]] close_position -> success in 2 ms (", StringComparison.Ordinal));
        Assert.All(run.Output, character => Assert.True(character is '\n' or (>= ' ' and <= '~')));
    }

    [Fact]
    public async Task MermaidHasANodeForEachStepAndEscapesItsLabels()
    {
        ToolRun run = await ToolRun.Of("diagram", journal.Path, "3", "--format", "mermaid");

        Assert.Equal("flowchart TD", run.Lines[0]);
        Assert.Contains(run.Lines, line => line.EndsWith("{\"Size check: 9 #62; 2\"}", StringComparison.Ordinal));
        Assert.Contains("    s0 --> s1", run.Lines);
        // What came from outside cannot end its label: but for the ends of labels there is no quotation mark.
        Assert.All(run.Lines.Where(line => line.Contains('"')), line => Assert.Equal(2, line.Count(character => character == '"')));
    }

    [Fact]
    public async Task ALabelCannotBeLeft()
    {
        using var directory = new TemporaryDirectory();
        await using (var tracer = new RiskTracer(new RiskTracerOptions { JournalDirectory = directory.Path, SegmentBytes = 1 << 20 }))
            tracer.StartFlow("X\"] --> evil[\"<script>`#").Complete("DONE");

        ToolRun run = await ToolRun.Of("diagram", directory.Path, "1", "--format", "mermaid");

        Assert.Contains("X#34;] --#62; evil[#34;#60;script#62;#96;#35;", run.Output, StringComparison.Ordinal);
    }
}
