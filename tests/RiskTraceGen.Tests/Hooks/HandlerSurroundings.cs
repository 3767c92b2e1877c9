namespace RiskTraceGen.Tests;

public sealed class HandlerSurroundings
{
    [Fact]
    public async Task AsyncLocalsFlowIntoHandlers()
    {
        await using RiskTracer tracer = Tracers.Create();
        var local = new AsyncLocal<string> { Value = "the raiser's" };
        string? seen = null;
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) =>
        {
            seen = local.Value;
            local.Value = "the handler's";
            return default;
        });
        await tracer.StartFlow("TEST").RaiseAsync(new Drill(1)).InTime();

        Assert.Equal("the raiser's", seen);
        Assert.Equal("the raiser's", local.Value);
    }

    [Fact]
    public async Task WhatAwaitsARaiseDoesNotGoOnOnAWorker()
    {
        await using RiskTracer tracer = Tracers.Create();
        string? handlerThread = null;
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) =>
        {
            handlerThread = Thread.CurrentThread.Name;
            return default;
        });
        var gate = new Gate();
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) => gate.Block());
        ValueTask<HookOutcome> raise = tracer.StartFlow("TEST").RaiseAsync(new Drill(1));
        await gate.Entered.InTime();
        Task<string?> continued = Continue(raise);
        gate.Open();

        Assert.DoesNotContain("RiskTraceGen", await continued.InTime() ?? "");
        Assert.StartsWith("RiskTraceGen hooks", handlerThread);

        static async Task<string?> Continue(ValueTask<HookOutcome> raise)
        {
            await raise.ConfigureAwait(false);
            return Thread.CurrentThread.Name;
        }
    }

    [Fact]
    public async Task ARaiseThatIsReadTwiceThrows()
    {
        await using RiskTracer tracer = Tracers.Create();
        tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => default);
        RiskFlow flow = tracer.StartFlow("TEST");
        ValueTask<HookOutcome> raise = flow.RaiseAsync(new Drill(1));
        ValueTask<HookOutcome> copy = raise;
        await raise.InTime();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await copy);
        Assert.Equal(1, (await flow.RaiseAsync(new Drill(2)).InTime()).Succeeded);
    }

    [Fact]
    public async Task WhatIsQueuedWhenTheTracerStopsIsStillRunAndRecorded()
    {
        RiskTracer tracer = Tracers.Create(configure: o =>
        {
            o.HookWorkers = 1;
            o.HookTimeout = TimeSpan.FromHours(1);
        });
        var gate = new Gate();
        int served = 0;
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) => gate.Block());
        tracer.Hooks.Attach<Drill>("drill", async (_, _, _) =>
        {
            await Task.Yield();
            Interlocked.Increment(ref served);
        });
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) =>
        {
            Interlocked.Increment(ref served);
            return default;
        }, new HookOptions { Order = 1 });
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Drill(1));
        flow.Complete("DONE");
        await gate.Entered.InTime();
        Task stopping = tracer.DisposeAsync().AsTask();
        gate.Open();
        await stopping.InTime();

        Assert.Equal(2, served);
        Assert.Equal(3, tracer.Statistics.Hooks.Succeeded);
        Assert.Equal("DONE", Assert.Single(tracer.RecentFlows).Result);
    }
}
