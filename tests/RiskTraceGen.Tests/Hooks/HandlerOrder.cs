using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

public sealed class HandlerOrder
{
    [Fact]
    public async Task GroupsRunOneAfterAnother()
    {
        await using RiskTracer tracer = Tracers.Create();
        var log = new ConcurrentQueue<string>();
        foreach (int order in new[] { 20, 10, 30, 10, 20 })
        {
            tracer.Hooks.Attach<Drill>("drill", async (_, _, _) =>
            {
                log.Enqueue($"begin {order}");
                await Task.Yield();
                log.Enqueue($"end {order}");
            }, new HookOptions { Order = order });
        }

        HookOutcome outcome = await tracer.StartFlow("TEST").RaiseAsync(new Drill(1)).InTime();

        Assert.Equal(5, outcome.Succeeded);
        Assert.Equal([10, 10, 10, 10, 20, 20, 20, 20, 30, 30], log.Select(l => int.Parse(l.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task HandlersOfOneGroupRunAtTheSameTime()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.HookTimeout = TimeSpan.FromHours(1));
        using var meeting = new Barrier(3);
        int met = 0;
        for (int i = 0; i < 3; i++)
        {
            tracer.Hooks.Attach<Drill>("drill", (_, _, token) =>
            {
                // Each blocks until all three are here.
                if (meeting.SignalAndWait(TimeSpan.FromSeconds(60), token))
                    Interlocked.Increment(ref met);

                return default;
            });
        }

        HookOutcome outcome = await tracer.StartFlow("TEST").RaiseAsync(new Drill(1)).InTime();
        Assert.Equal(3, outcome.Succeeded);
        Assert.Equal(3, met);
    }

    [Fact]
    public async Task AnInlineHandlerRunsOnTheRaisingThreadBeforeRaiseReturns()
    {
        await using RiskTracer tracer = Tracers.Create();
        int thread = 0;
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) =>
        {
            thread = Environment.CurrentManagedThreadId;
            return default;
        }, new HookOptions { Inline = true });
        tracer.StartFlow("TEST").Raise(new Drill(1));

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public async Task AnInlineHandlerThatThrowsDoesNotReachTheRaisingCode()
    {
        await using RiskTracer tracer = Tracers.Create();
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) => throw new FormatException(), new HookOptions { Inline = true });
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Drill(1));

        Assert.Equal(1, (await flow.RaiseAsync(new Drill(1)).InTime()).Failed);
    }

    [Fact]
    public async Task AHookThatNothingHandlesIsRecordedAndSucceeds()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Drill(1));
        HookOutcome outcome = await flow.RaiseAsync(new Drill(2)).InTime();
        flow.Complete("DONE");

        Assert.True(outcome.AllSucceeded);
        Assert.Equal(0, outcome.Succeeded);
        TraceStep[] raises = [.. (await tracer.FlowAsync(1)).StepsOf(StepKind.HookExec)];
        Assert.Equal(2, raises.Length);
        Assert.All(raises, r => Assert.Equal("no handler", r.Outcome));
    }
}
