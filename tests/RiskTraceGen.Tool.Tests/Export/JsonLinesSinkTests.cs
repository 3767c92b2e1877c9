namespace RiskTraceGen.Tool.Tests.Export;

public sealed class JsonLinesSinkTests
{
    [Fact]
    public async Task WhatTheBotLogsIsWhatAnExportOfItsJournalSays()
    {
        using var directory = new TemporaryDirectory();
        var log = new StringWriter();
        using var sink = new JsonLinesSink(log);
        var tracer = new RiskTracer(new RiskTracerOptions { JournalDirectory = Path.Combine(directory.Path, "journal"), Level = TraceLevel.Quiet, Sinks = { sink } });
        using (RiskFlow flow = tracer.StartFlow("NIGHTLY", "by hand"))
        {
            flow.Exceeds("Size check", 5, 2);
            flow.Raise(new CriticalFailure("feed", "went silent", new IOException("reset")));
            flow.Complete("DONE");
            flow.Emit("straggler", 1.5m);
        }

        tracer.StartFlow("NEVER_ENDED");
        await tracer.DisposeAsync().InTime();

        string file = Path.Combine(directory.Path, "flows.jsonl");
        ToolRun run = await ToolRun.Of("export", Path.Combine(directory.Path, "journal"), "--format", "jsonl", "-o", file);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(3, log.ToString().Count(static c => c == '\n'));
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), log.ToString());
    }
}
