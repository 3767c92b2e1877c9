namespace RiskTraceGen.Tests;

public sealed class Attachment
{
    [Fact]
    public async Task ADetachedHandlerIsNotReached()
    {
        await using RiskTracer tracer = Tracers.Create();
        IDisposable attached = tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => default);
        RiskFlow flow = tracer.StartFlow("TEST");
        Assert.Equal(1, (await flow.RaiseAsync(new Drill(1)).InTime()).Succeeded);
        attached.Dispose();
        attached.Dispose();

        Assert.Equal(0, (await flow.RaiseAsync(new Drill(1)).InTime()).Succeeded);
    }

    [Fact]
    public async Task AHandlerForAnotherHooksPayloadIsRefusedByName()
    {
        await using RiskTracer tracer = Tracers.Create();
        var thrown = Assert.Throws<ArgumentException>(() => tracer.Hooks.Attach<BreachDetected>("on_breech", static (_, _, _) => default));

        Assert.Equal("name", thrown.ParamName);
        Assert.StartsWith("BreachDetected is the payload of 'on_breach', not of 'on_breech'.", thrown.Message);
    }

    [Fact]
    public async Task AHandlerOfAnotherPayloadThanTheHooksIsRefused()
    {
        await using RiskTracer tracer = Tracers.Create();
        var thrown = Assert.Throws<ArgumentException>(() => tracer.Hooks.Attach<string>("on_breach", static (_, _, _) => default));

        Assert.Equal("name", thrown.ParamName);
        Assert.StartsWith("The payload of 'on_breach' is BreachDetected, not String", thrown.Message);
        using IDisposable attached = tracer.Hooks.Attach<string>("note", static (_, _, _) => default);
    }

    [Fact]
    public async Task ATimeoutThatIsNoneIsRefused()
    {
        await using RiskTracer tracer = Tracers.Create();
        foreach (TimeSpan timeout in new[] { Timeout.InfiniteTimeSpan, TimeSpan.FromDays(30) })
        {
            Assert.Contains("between zero", Assert.Throws<ArgumentOutOfRangeException>(
                () => tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => default, new HookOptions { Timeout = timeout })).Message);
        }
    }

    [Fact]
    public async Task AttachingAndDetachingWhileOthersRaiseLosesNoHandler()
    {
        await using RiskTracer tracer = Tracers.Create();
        long permanent = 0;
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) =>
        {
            Interlocked.Increment(ref permanent);
            return default;
        });
        using var start = new Barrier(4);
        Task[] raising = [.. Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(async () =>
        {
            RiskFlow flow = tracer.StartFlow("TEST");
            start.SignalAndWait();
            for (int i = 0; i < 500; i++)
            {
                HookOutcome outcome = await flow.RaiseAsync(new Drill(i));
                Assert.True(outcome.AllSucceeded);
                Assert.InRange(outcome.Succeeded, 1, 3);
            }
        }, TaskCreationOptions.LongRunning).Unwrap())];
        Task[] attaching = [.. Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < 500; i++)
                tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => default).Dispose();
        }, TaskCreationOptions.LongRunning))];
        await Task.WhenAll([.. raising, .. attaching]).InTime();

        Assert.Equal(1000, permanent);
        Assert.Equal(1, (await tracer.StartFlow("TEST").RaiseAsync(new Drill(1)).InTime()).Succeeded);
    }
}
