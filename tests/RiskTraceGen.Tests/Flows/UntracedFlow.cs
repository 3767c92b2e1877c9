namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed class UntracedFlow
{
    private static readonly TracePoint Point = TracePoint.BrokerCall("place_order", "IBroker.Place");

    [Fact]
    public async Task EverythingWorksUnrecordedAndIsCounted()
    {
        RiskFlow none = RiskFlow.None;
        long before = RiskFlow.UntracedCalls;

        Assert.True(none.Exceeds("size", 2, 1));
        Assert.False(none.Check("size", breached: false));
        none.Raise(new Drill(1));
        Assert.True((await none.RaiseAsync(new Drill(1))).AllSucceeded);
        none.Emit("mark", 1);
        none.Complete("DONE");
        none.Dispose();
        BrokerAttempt attempt = BrokerAttempt.Begin(none, Point);
        Assert.Equal(7, attempt.End<int, ValueEncoder<int>>(7));
        attempt.Fail(new IOException());

        Assert.Equal(7, RiskFlow.UntracedCalls - before);
        Assert.Equal(0, none.Id);
        Assert.Equal("", none.Type);
        Assert.Equal("Flow-None", none.ToString());
    }

    [Fact]
    public async Task ADisabledTracerEvaluatesRulesAndRunsHandlersAndRecordsNothing()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.Enabled = false);
        int breaches = 0;
        tracer.Hooks.Attach<BreachDetected>("on_breach", (_, _, _) =>
        {
            Interlocked.Increment(ref breaches);
            return default;
        });
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(async (_, flow, _) =>
        {
            BrokerAttempt attempt = BrokerAttempt.Begin(flow, Point);
            Assert.Equal(7, await attempt.End<int, ValueEncoder<int>>(new ValueTask<int>(7)));
            Assert.True(flow.Exceeds("size", 2, 1));
            HookOutcome outcome = await flow.RaiseAsync(new BreachDetected("rule", null));
            Assert.Equal(1, outcome.Succeeded);
            return RuleResult.Breach("flattened");
        }));
        DispatchResult result = await dispatcher.DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(RuleResult.Breach("flattened"), result.Worst);
        Assert.Equal(1, breaches);
        await tracer.FlushAsync().InTime();
        Assert.Equal(0, tracer.Statistics.Journal.Attempted);
        Assert.Empty(tracer.RecentFlows);
    }
}
