using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class FlowEndWaits
{
    [Fact]
    public async Task AFlowEndsWhenItsRaisedHandlersHave()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time);
        var gate = new Gate();
        tracer.Hooks.Attach<Drill>("drill", (_, _, token) => gate.Hang(token), new HookOptions { Name = "Slow" });
        RiskFlow flow = tracer.StartFlow("STARTUP");
        flow.Raise(new Drill(1));
        await gate.Entered.InTime();
        time.Advance(TimeSpan.FromMilliseconds(5));
        flow.Complete("DONE");
        await tracer.FlushAsync().InTime();
        Assert.Empty(tracer.RecentFlows);

        time.Advance(TimeSpan.FromMilliseconds(300));
        gate.Open();
        await tracer.DisposeAsync().InTime();

        FlowTrace trace = Assert.Single(tracer.RecentFlows);
        TraceStep hook = trace.Step(StepKind.HookExec);
        Assert.False(hook.Late);
        Assert.Equal(TimeSpan.FromMilliseconds(305), hook.Duration);
        Assert.Equal("DONE", trace.Result);
        Assert.Equal(TimeSpan.FromMilliseconds(5), trace.Duration);
    }

    [Fact]
    public async Task AHandlerThatNeverEndsHoldsItsFlowNoLongerThanItsTimeout()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time);
        var gate = new Gate();
        tracer.Hooks.Attach<Drill>("drill", (_, _, token) => gate.Hang(token));
        RiskFlow flow = tracer.StartFlow("STARTUP");
        flow.Raise(new Drill(1));
        await gate.Entered.InTime();
        flow.Complete("DONE");
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("DONE", (await tracer.FlowAsync(1)).Result);
        Assert.Empty(tracer.ActiveFlows);
        gate.Open();
    }
}
