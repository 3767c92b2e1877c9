namespace RiskTraceGen.Tool.Tests.Search;

/// <summary>A flow of more than what a pass over all flows holds of one.</summary>
public sealed class LargeFlowTests(LargeFlowTests.LargeJournal journal) : IClassFixture<LargeFlowTests.LargeJournal>
{
    private const int Events = 10_000;

    [Fact]
    public async Task ItIsShownToTheLastStep()
    {
        ToolRun json = await ToolRun.Of("show", journal.Path, "1", "--json");
        ToolRun tree = await ToolRun.Of("show", journal.Path, "1");
        ToolRun diagram = await ToolRun.Of("diagram", journal.Path, "1");

        Assert.Equal((0, Events + 2), (json.Json[0].GetProperty("left_out").GetInt32(), json.Json[0].GetProperty("steps").GetArrayLength()));
        Assert.Contains($"number {Events - 1}", tree.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("left_out", tree.Output, StringComparison.Ordinal);
        Assert.Contains($"number {Events - 1}", diagram.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flows DIR")]
    [InlineData("flows DIR --contains nothing")]
    [InlineData("why DIR nothing")]
    [InlineData("export DIR --format csv -o TARGET")]
    public async Task WhatAPassDoesNotHoldOfItIsTold(string command)
    {
        using var target = new TemporaryDirectory();
        ToolRun run = await ToolRun.Of([.. command.Split(' ').Select(argument => argument switch { "DIR" => journal.Path, "TARGET" => Path.Combine(target.Path, "x"), _ => argument })]);

        int shown = (await ToolRun.Of("flows", journal.Path, "--json")).Json[0].GetProperty("left_out").GetInt32();
        Assert.InRange(shown, 1, Events - 1);
        Assert.Contains($"Left out here: {shown} records of flows larger than 256 KiB. `risktrace show` has them.", run.Error, StringComparison.Ordinal);
    }

    public sealed class LargeJournal : IAsyncLifetime
    {
        private readonly TemporaryDirectory _directory = new();

        public string Path => _directory.Path;

        public async ValueTask InitializeAsync()
        {
            await using var tracer = new RiskTracer(new RiskTracerOptions { JournalDirectory = Path });
            RiskFlow flow = tracer.StartFlow("LARGE");
            for (int i = 0; i < Events; i++)
                flow.Emit("event", $"number {i}");
            flow.Complete("DONE");
            await tracer.DisposeAsync();
            Assert.Equal(0, tracer.Statistics.Journal.Dropped);
        }

        public ValueTask DisposeAsync()
        {
            _directory.Dispose();
            return default;
        }
    }
}
