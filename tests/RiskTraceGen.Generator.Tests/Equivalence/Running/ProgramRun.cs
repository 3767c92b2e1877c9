using System.Reflection;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>What came of running the programs of a batch.</summary>
/// <param name="Tracing">How.</param>
/// <param name="Logs">What each program did.</param>
/// <param name="Flows">What was recorded of each program, by the type of its flow; empty where nothing is recorded.</param>
/// <param name="Statistics">What the tracer counted; null where nothing is recorded.</param>
internal sealed record ProgramRun(Tracing Tracing, IReadOnlyList<Log> Logs, ILookup<string, FlowTrace> Flows, TraceStatistics? Statistics)
{
    // Nothing takes this long unless it hangs: no test depends on the length.
    private static readonly TimeSpan SafetyBound = TimeSpan.FromSeconds(60);

    /// <param name="batch">The programs.</param>
    /// <param name="programs">What they were compiled to.</param>
    /// <param name="tracing">How their calls are traced.</param>
    public static async Task<ProgramRun> RunAsync(Batch batch, Assembly programs, Tracing tracing)
    {
        bool isRecorded = tracing is Tracing.Recorded or Tracing.RecordedQuietly;
        await using var tracer = new RiskTracer(new RiskTracerOptions
        {
            Enabled = isRecorded,
            Level = tracing == Tracing.RecordedQuietly ? TraceLevel.Quiet : TraceLevel.All,
            RecentFlows = batch.Programs.Count + 1,
        });
        var logs = new List<Log>();
        foreach (RandomProgram program in batch.Programs)
        {
            RiskFlow flow = tracing is Tracing.Untraced or Tracing.WithoutAFlow ? RiskFlow.None : tracer.StartFlow(FlowType(program));
            logs.Add(await RunAsync(program, programs, flow));
            flow.Complete("done");
        }

        if (!isRecorded)
            return new ProgramRun(tracing, logs, Enumerable.Empty<FlowTrace>().ToLookup(_ => ""), null);

        // What a caller that blocks on its task has not waited for is the record of its end.
        Assert.True(SpinWait.SpinUntil(() => tracer.Statistics.BrokerCalls is var calls && calls.Begun <= TraceComparison.Ends(calls), SafetyBound), "a call has no end");
        await tracer.DisposeAsync();
        return new ProgramRun(tracing, logs, tracer.RecentFlows.ToLookup(flow => flow.Type), tracer.Statistics);
    }

    /// <summary>The type of a program's flow.</summary>
    public static string FlowType(RandomProgram program) => $"PROGRAM_{program.Seed}";

    private static async Task<Log> RunAsync(RandomProgram program, Assembly programs, RiskFlow flow)
    {
        var log = new Log();
        var run = programs.GetType(program.EntryType, throwOnError: true)!.GetMethod("RunAsync")!.CreateDelegate<Func<Log, RiskFlow, Task>>();
        // Without the context of the test: what runs at once, does so in order.
        await Task.Run(() => run(log, flow)).WaitAsync(SafetyBound);
        return log;
    }
}
