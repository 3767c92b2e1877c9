using System.Text.RegularExpressions;
using RiskTraceGen.Tool.Commands;

namespace RiskTraceGen.Tool.Tests.Commands;

/// <summary>Of long work it is told how far it has come, to whoever watches, and in nobody's way.</summary>
public sealed class ProgressTests(ProgressTests.LongJournal journal) : IClassFixture<ProgressTests.LongJournal>
{
    [Theory]
    [InlineData("flows DIR")]
    [InlineData("flows DIR --json")]
    [InlineData("show DIR 5")]
    [InlineData("stats DIR")]
    [InlineData("why DIR MNQ")]
    [InlineData("verify DIR")]
    [InlineData("diagram DIR 5")]
    [InlineData("tail DIR -n 1000000")]
    public async Task EachSegmentIsToldAndWipedAndNoLineOfTheOutputSuffers(string command)
    {
        string[] arguments = [.. command.Split(' ').Select(argument => argument == "DIR" ? journal.Path : argument)];
        ToolRun unwatched = await ToolRun.Of(arguments);
        using var screen = new Screen();

        int exitCode = await ToolCommand.RunAsync(arguments, screen.Terminal, CancellationToken.None).InTime();

        Assert.Equal(unwatched.ExitCode, exitCode);
        Assert.Equal(string.Join('\n', (unwatched.Output + unwatched.Error).Split('\n').Select(line => line.TrimEnd())), screen.Shown);
        int[] told = [.. Regex.Matches(screen.Written, $"reading segment ([0-9]+) of {journal.Segments}").Select(match => int.Parse(match.Groups[1].Value, null))];
        Assert.Equal(told.Distinct().Order(), told);
        Assert.True(told.Length > journal.Segments / 2 && told[^1] == journal.Segments, $"{told.Length} of {journal.Segments} told, the last {told[^1]}");
        Assert.DoesNotContain("reading segment", unwatched.Output + unwatched.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfWorkThatTakesAMomentNothingIsTold()
    {
        var desk = new DeskJournal();
        await desk.InitializeAsync();
        await using DeskJournal disposed = desk;
        using var screen = new Screen();

        Assert.Equal(ExitCode.Done, await ToolCommand.RunAsync(["flows", desk.Path], screen.Terminal, CancellationToken.None).InTime());

        Assert.DoesNotContain("reading segment", screen.Written, StringComparison.Ordinal);
    }

    /// <summary>A journal of more than sixteen segments.</summary>
    public sealed class LongJournal : IAsyncLifetime
    {
        private readonly TemporaryDirectory _directory = new();

        public string Path => _directory.Path;

        public int Segments => _directory.Segments.Length;

        public async ValueTask InitializeAsync()
        {
            await using var tracer = new RiskTracer(new RiskTracerOptions { JournalDirectory = Path, SegmentBytes = 64 << 10 });
            for (int i = 0; i < 16_000; i++)
            {
                RiskFlow flow = tracer.StartFlow("LONG");
                flow.Emit("contract_id", "MNQ");
                flow.Complete("DONE");
            }
        }

        public ValueTask DisposeAsync()
        {
            _directory.Dispose();
            return default;
        }
    }
}
