using RiskTraceGen.Tool.Commands;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests.Search;

public sealed class PassTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Fact]
    public async Task AnOutputThatFailsIsNoSilentEnd()
    {
        // The assembler goes on when a sink throws; the tool must not.
        ToolRun run = await ToolRun.Of((_, error) => new Terminal(new FullDisk(), error), "flows", journal.Path, "--json");

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Contains("no space", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasLostIsToldByEveryView()
    {
        using var directory = new TemporaryDirectory();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DeskJournal.Morning);
        await using (var tracer = new RiskTracer(new RiskTracerOptions { Time = time, JournalDirectory = directory.Path, SegmentBytes = 64 << 10, JournalBytes = 64 << 10 }))
        {
            // Far more detail at once than may wait for the reader.
            RiskFlow flow = tracer.StartFlow("FLOOD");
            for (int i = 0; i < 200_000 && tracer.Statistics.Journal.DetailDropped == 0; i++)
                flow.Emit("drop", i);
            flow.Complete("DONE");
        }

        long dropped = (await ToolRun.Of("stats", directory.Path, "--json")).Json[^1].GetProperty("detail_dropped").GetInt64();
        foreach (string command in (string[])["flows", "stats", "tail"])
            Assert.Contains($"Not in the journal: {dropped} detail records refused, 0 audit records lost", (await ToolRun.Of(command, directory.Path)).Error, StringComparison.Ordinal);
        Assert.True(dropped > 0, "nothing was refused");
    }

    [Theory]
    [InlineData("flows DIR")]
    [InlineData("show DIR 1")]
    [InlineData("stats DIR")]
    [InlineData("tail DIR")]
    [InlineData("why DIR X")]
    [InlineData("verify DIR")]
    [InlineData("diagram DIR 1")]
    public async Task WhatIsStoppedEndsAtOnceAndSaysSo(string command)
    {
        string[] arguments = [.. command.Split(' ').Select(argument => argument == "DIR" ? journal.Path : argument)];
        var output = new StringWriter();

        Assert.Equal(ExitCode.Interrupted, await ToolCommand.RunAsync(arguments, new Terminal(output, TextWriter.Null), new CancellationToken(canceled: true)).InTime());
        Assert.Empty(output.ToString());
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Write(string? value) => throw new IOException("There is no space left.");
    }
}
