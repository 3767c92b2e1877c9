namespace RiskTraceGen.Tests;

/// <summary>Handlers that raise again and again are stopped, whoever raises whom, and the trace says where.</summary>
public sealed class NestedRaises
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AHandlerThatRaisesItsOwnHookIsStoppedAndTheOutcomeSaysSo(bool leavesItsThread)
    {
        await using RiskTracer tracer = Tracers.Create();
        int runs = 0;
        HookOutcome innermost = default;
        tracer.Hooks.Attach<Drill>("drill", async (drill, flow, _) =>
        {
            runs++;
            if (leavesItsThread)
                await Task.Yield();
            HookOutcome inner = await flow.RaiseAsync(new Drill(drill.Number + 1));
            if (drill.Number == HookSet.MaxDepth)
                innermost = inner;
        }, new HookOptions { Name = "Again" });
        RiskFlow flow = tracer.StartFlow("TEST");
        await flow.RaiseAsync(new Drill(1)).InTime();
        flow.Complete("DONE");

        Assert.Equal(HookSet.MaxDepth, runs);
        Assert.Equal((1, false), (innermost.Skipped, innermost.AllSucceeded));
        HookFailure failure = Assert.Single(innermost.Failures.ToArray());
        Assert.Equal((HookFailureKind.Skipped, "raised 8 deep inside handlers"), (failure.Kind, failure.Reason));
        await AssertStoppedOnceAsync(tracer, flow, "drill", "drill → Again");
    }

    [Fact]
    public async Task TwoHooksThatRaiseEachOtherAreStopped()
    {
        await using RiskTracer tracer = Tracers.Create();
        int runs = 0;
        tracer.Hooks.Attach<Drill>("drill", (drill, flow, _) => Raise(flow, new Alarm(drill.Number)), new HookOptions { Name = "ThenAlarm" });
        tracer.Hooks.Attach<Alarm>("alarm", (alarm, flow, _) => Raise(flow, new Drill(alarm.Number)), new HookOptions { Name = "ThenDrill" });
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Drill(1));
        flow.Complete("DONE");
        await tracer.Hooks.DrainAsync().InTime();

        Assert.Equal(HookSet.MaxDepth, runs);
        await AssertStoppedOnceAsync(tracer, flow, "drill", "drill → ThenAlarm");

        ValueTask Raise<TPayload>(RiskFlow inner, TPayload payload)
        {
            runs++;
            inner.Raise(payload);
            return default;
        }
    }

    [Fact]
    public async Task AFailureHandlerThatRaisesWhatFailedIsStopped()
    {
        await using RiskTracer tracer = Tracers.Create();
        int told = 0;
        tracer.Hooks.AttachFailureHandler((_, flow, _) =>
        {
            told++;
            flow.Raise(new Drill(told));
            return default;
        });
        tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => throw new FormatException(), new HookOptions { Name = "Broken" });
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Drill(0));
        flow.Complete("DONE");
        await tracer.Hooks.DrainAsync().InTime();

        Assert.Equal(HookSet.MaxDepth, told);
        await AssertStoppedOnceAsync(tracer, flow, "drill", "drill → Broken");
    }

    private static async Task AssertStoppedOnceAsync(RiskTracer tracer, RiskFlow flow, string hook, string handler)
    {
        FlowTrace trace = await tracer.FlowAsync(flow.Id);
        Assert.Equal($"{hook}: raised 8 deep inside handlers: its handlers are not called again", trace.Step(StepKind.Alert).Text);
        TraceStep skipped = Assert.Single(trace.StepsOf(StepKind.HookExec), static s => s.Outcome == "skipped");
        Assert.Equal((handler, (object)"raised 8 deep inside handlers"), (skipped.Name, skipped.Field("reason")!));
        Assert.Equal(1, (await tracer.StatisticsAsync()).Hooks.Skipped);
    }

    private readonly record struct Alarm(int Number);
}
