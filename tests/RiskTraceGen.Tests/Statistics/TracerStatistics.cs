namespace RiskTraceGen.Tests;

/// <summary>What a tracer counts, while it is counting.</summary>
public sealed class TracerStatistics
{
    [Fact]
    public async Task WhoRecordsGoesOnWhileASnapshotIsHeld()
    {
        const int producers = 4;
        const int flows = 5_000;
        await using RiskTracer tracer = Tracers.Create();
        await tracer.FlushAsync().InTime();
        long before = tracer.Statistics.Journal.Written;
        using (tracer.PauseSinks())
        {
            Thread[] threads = [.. Enumerable.Range(0, producers).Select(_ => new Thread(() =>
            {
                for (int i = 0; i < flows; i++)
                    tracer.StartFlow("BUSY").Complete("DONE");
            }))];
            Array.ForEach(threads, static t => t.Start());
            Array.ForEach(threads, static t => t.InTime());

            // Nothing of it has been read, and everything is there.
            TraceStatistics held = tracer.Statistics;
            Assert.Equal((0, before), (held.Flows.Started, held.Journal.Written));
            Assert.InRange(held.Journal.InFlight, producers * flows * 2, long.MaxValue);
        }

        TraceStatistics statistics = await tracer.StatisticsAsync();
        Assert.Equal(new FlowStatistics(producers * flows, producers * flows, 0), statistics.Flows);
        Assert.Equal(producers * flows, Assert.Single(statistics.Latencies).Count);
        Assert.Equal(0, statistics.Journal.Dropped);
    }

    [Fact]
    public async Task AResetBeginsAnewAndTheJournalsAccountGoesOn()
    {
        await using RiskTracer tracer = Tracers.Create(configure: static o => o.Sinks.Add(new ThrowingSink()));
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(static (_, _, _) => new(RuleResult.Pass)));
        await dispatcher.DispatchAsync(new Tick(1)).InTime();
        await dispatcher.DispatchAsync("nobody waits for it").InTime();
        RiskFlow open = tracer.StartFlow("OPEN");
        TraceStatistics before = await tracer.StatisticsAsync();
        tracer.ResetStatistics();

        TraceStatistics after = tracer.Statistics;
        Assert.Equal((1, 1), (before.UnroutedEvents, before.Evaluations.Pass));
        Assert.Equal((0, 0), (after.UnroutedEvents, after.Evaluations.Pass));
        Assert.Equal(new FlowStatistics(1, 0, 0), after.Flows);
        Assert.Empty(after.Latencies);
        Assert.Equal(before.Journal, after.Journal);
        Assert.Equal((before.Sinks, 1), (after.Sinks, after.Sinks.Failures));

        open.Complete("DONE");
        Assert.Equal(new FlowStatistics(1, 1, 0), (await tracer.StatisticsAsync()).Flows);
    }

    private sealed class ThrowingSink : IFlowSink
    {
        public bool Wants(in FlowSummary summary, TraceLevel level) => throw new FormatException();

        public void OnFlow(FlowTrace flow, TraceLevel level)
        {
        }
    }
}
