using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests.Output;

/// <summary>Text that no writer of good manners would record, in every view.</summary>
public sealed class TextFromOutsideTests(TextFromOutsideTests.RudeJournal journal) : IClassFixture<TextFromOutsideTests.RudeJournal>
{
    private const string HalfAPair = "half \ud83d of a pair";
    private const string Wide = "日本国債先物😀日本国債先物😀日本国債先物😀";

    [Fact]
    public async Task EveryViewShowsItAndNoneLetsItOut()
    {
        using var target = new TemporaryDirectory();
        var outputs = new List<string>();
        foreach (string command in (string[])["show DIR 1", "show DIR 1 --json", "flows DIR", "flows DIR --json", "tail DIR", "tail DIR --json", "diagram DIR 1", "diagram DIR 1 --format mermaid", "stats DIR", "stats DIR --json"])
        {
            ToolRun run = await ToolRun.Of([.. command.Split(' ').Select(argument => argument == "DIR" ? journal.Path : argument)]);
            Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
            if (command.EndsWith("--json", StringComparison.Ordinal))
                Assert.NotEmpty(run.Json);
            outputs.Add(run.Output);
        }

        foreach (string format in (string[])["jsonl", "csv", "perfetto"])
        {
            string file = Path.Combine(target.Path, format);
            Assert.Equal(ExitCode.Done, (await ToolRun.Of("export", journal.Path, "--format", format, "-o", file)).ExitCode);
            if (format != "perfetto")
                outputs.Add(await File.ReadAllTextAsync(file));
        }

        Assert.All(outputs, output => Assert.DoesNotContain(output, character => character is '\e' or '\0' or '\u009b' or '\u2028' || char.IsControl(character) && character is not ('\n' or '\r')));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(62)]
    [InlineData(63)]
    public async Task ALineIsCutByWhatItTakesOnTheScreenAndNoCharacterIsHalved(int width)
    {
        ToolRun run = await ToolRun.Of((output, error) => new Terminal(output, error) { Width = width, Style = new FlowTreeOptions { NewLine = "\n" } }, "tail", journal.Path);

        string line = Assert.Single(run.Lines, line => line.Contains("wide", StringComparison.Ordinal));
        Assert.EndsWith("…", line, StringComparison.Ordinal);
        Assert.InRange(line.EnumerateRunes().Sum(rune => rune.Value > 0x2E80 ? 2 : 1), width - 1, width);
        Assert.DoesNotContain('\ufffd', line);
    }

    public sealed class RudeJournal : IAsyncLifetime
    {
        private readonly TemporaryDirectory _directory = new();

        public string Path => _directory.Path;

        public async ValueTask InitializeAsync()
        {
            await using var tracer = new RiskTracer(new RiskTracerOptions { JournalDirectory = Path });
            RiskFlow flow = tracer.StartFlow("\e]0;title\a\0\u009b31m\u2028" + HalfAPair, HalfAPair);
            flow.Emit(HalfAPair, HalfAPair);
            flow.Emit("wide", Wide);
            flow.Emit("\r\n,\"=;", "\r\n,\"=;");
            flow.Complete(HalfAPair);
        }

        public ValueTask DisposeAsync()
        {
            _directory.Dispose();
            return default;
        }
    }
}
