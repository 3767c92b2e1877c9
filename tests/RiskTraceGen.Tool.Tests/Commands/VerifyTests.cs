using System.Text.RegularExpressions;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests.Commands;

public sealed class VerifyTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Fact]
    public async Task AWholeJournalEndsWithALineThatSaysSo()
    {
        ToolRun run = await ToolRun.Of("verify", journal.Path);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(new Regex("^ok: [0-9]+ records, 2 segments, 0 bytes left$"), run.Lines[^1]);
        string head = Assert.Single(run.Lines, line => line.StartsWith("head: ", StringComparison.Ordinal))["head: ".Length..];
        Assert.Equal(ExitCode.Done, (await ToolRun.Of("verify", journal.Path, "--head", head)).ExitCode);
        ToolRun other = await ToolRun.Of("verify", journal.Path, "--head", new string('0', 64));
        Assert.Equal(ExitCode.NotSo, other.ExitCode);
        Assert.StartsWith("damaged: ", other.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneChangedBitIsDamage()
    {
        using var copy = new TemporaryDirectory();
        foreach (string file in Directory.EnumerateFiles(journal.Path))
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        using (FileStream segment = File.Open(copy.Segments[0], FileMode.Open))
        {
            segment.Position = 4096 + 200;
            int before = segment.ReadByte();
            segment.Position--;
            segment.WriteByte((byte)(before ^ 1));
        }

        ToolRun run = await ToolRun.Of("verify", copy.Path, "--json");

        Assert.Equal(ExitCode.NotSo, run.ExitCode);
        Assert.False(Assert.Single(run.Json).GetProperty("ok").GetBoolean());
        Assert.Contains("do not hash", run.Json[0].GetProperty("damages")[0].GetString(), StringComparison.Ordinal);
        // Nor does any other view look complete.
        Assert.Contains("bytes left (damaged: ", (await ToolRun.Of("flows", copy.Path)).Error, StringComparison.Ordinal);

        // What is damaged stands at the end of a long line.
        ToolRun narrow = await ToolRun.Of((output, error) => new Terminal(output, error) { Width = 40, Style = new FlowTreeOptions { NewLine = "\n" } }, "verify", copy.Path);
        Assert.Equal((await ToolRun.Of("verify", copy.Path)).Lines, narrow.Lines);
    }

    [Fact]
    public async Task ASegmentThatIsMissingIsDamageAndEveryViewTellsIt()
    {
        using var directory = new TemporaryDirectory();
        await using (var tracer = new RiskTracer(new RiskTracerOptions { JournalDirectory = directory.Path, SegmentBytes = 64 << 10 }))
        {
            for (int i = 0; i < 4_000; i++)
                tracer.StartFlow("LONG").Complete("DONE");
        }

        Assert.Equal("", (await ToolRun.Of("stats", directory.Path)).Error);
        File.Delete(directory.Segments[1]);

        Assert.Equal(ExitCode.NotSo, (await ToolRun.Of("verify", directory.Path)).ExitCode);
        foreach (string command in (string[])["flows", "stats", "tail"])
            Assert.Contains("0 bytes left, 65536 bytes missing between segments.", (await ToolRun.Of(command, directory.Path)).Error, StringComparison.Ordinal);
        Assert.Equal(65_536, (await ToolRun.Of("stats", directory.Path, "--json")).Json[^1].GetProperty("bytes_missing").GetInt64());
    }
}
