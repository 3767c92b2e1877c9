using RiskTraceGen.Tool.Commands;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests.Commands;

public sealed class TailTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Fact]
    public async Task TheLastRecordsOfAllRunsAreShown()
    {
        ToolRun all = await ToolRun.Of("tail", journal.Path, "-n", "1000");
        ToolRun two = await ToolRun.Of("tail", journal.Path, "--lines", "2");

        Assert.Equal(all.Lines[^2..], two.Lines);
        Assert.Contains(all.Lines, line => line.EndsWith("FLOW_START   | POSITION_UPDATED PositionUpdated { contract_id: CON.MNQ.Z25, size: 5 }", StringComparison.Ordinal));
        Assert.Contains(all.Lines, line => line.EndsWith("API_CALL     | close_position(contract_id: CON.MNQ.Z25, order_number: 1001)", StringComparison.Ordinal));
        Assert.Contains(all.Lines, line => line.EndsWith("API_CALL     | close_position → success in 2 ms: OrderResult { success: true, order_id: O-1001 }", StringComparison.Ordinal));
        Assert.Contains(all.Lines, line => line.EndsWith("RISK_EVAL    | max_contracts → BREACH in 2 ms: flattened", StringComparison.Ordinal));
        Assert.StartsWith("[Flow-5] 10:00:00.", all.Lines[^1], StringComparison.Ordinal);
        Assert.EndsWith("FLOW_END     | completed in 0 µs: PASS", all.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonIsAnObjectARecord()
    {
        ToolRun run = await ToolRun.Of("tail", journal.Path, "-n", "1", "--json");

        Assert.Equal(("FLOW_END", 5), (Assert.Single(run.Json).GetProperty("kind").GetString(), run.Json[0].GetProperty("flow").GetInt32()));
    }

    [Fact]
    public async Task AFollowerShowsWhatIsPublishedAcrossSegmentsUntilItIsStopped()
    {
        using var directory = new TemporaryDirectory();
        await using var tracer = new RiskTracer(new RiskTracerOptions { JournalDirectory = directory.Path, SegmentBytes = 1 << 20 });
        tracer.StartFlow("BEFORE").Complete("DONE");
        await tracer.FlushAsync().InTime();
        var output = new SignallingWriter();
        using var stop = new CancellationTokenSource();
        Task<int> tail = Task.Run(() => ToolCommand.RunAsync(["tail", directory.Path, "--follow", "-n", "2"], new Terminal(output, TextWriter.Null), stop.Token));

        await output.Seen("FLOW_START   | BEFORE").InTime();
        for (int i = 0; i < 20_000; i++)
            tracer.StartFlow("BETWEEN").Complete("DONE");
        RiskFlow flow = tracer.StartFlow("AFTER");
        // Shown while the flow is open: it is records that are followed.
        await output.Seen("FLOW_START   | AFTER").InTime();
        flow.Complete("LAST");
        await output.Seen(": LAST").InTime();
        await stop.CancelAsync();

        Assert.Equal(ExitCode.Done, await tail.InTime());
        Assert.True(directory.Segments.Length > 1, "no segment was left");
        // All of it is less than may wait for a reader.
        Assert.Equal(0, tracer.Statistics.Journal.Dropped);
        Assert.Equal(20_000, output.ToString().Split('\n').Count(line => line.Contains("FLOW_START   | BETWEEN", StringComparison.Ordinal)));
    }
}
