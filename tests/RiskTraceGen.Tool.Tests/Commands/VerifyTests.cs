using System.Text.RegularExpressions;

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
    }
}
