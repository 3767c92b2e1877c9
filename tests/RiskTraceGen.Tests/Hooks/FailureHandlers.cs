using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class FailureHandlers
{
    [Fact]
    public async Task AFailureIsToldToTheHandlersOfItsHookAndToThoseOfEvery()
    {
        var told = new ConcurrentQueue<(string Who, HookFailure Failure)>();
        RiskTracer tracer = Tracers.Create();
        tracer.Hooks.Add(new Scripted("drill", f => told.Enqueue(("drill", f))));
        tracer.Hooks.Add(new Scripted("on_breach", f => told.Enqueue(("on_breach", f))));
        tracer.Hooks.Add(new Scripted(null, f => told.Enqueue(("all", f))));
        tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => throw new FormatException("bad"), new HookOptions { Name = "Broken" });
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Drill(1));
        flow.Complete("DONE");
        await tracer.DisposeAsync().InTime();

        Assert.Equal(["all", "drill"], told.Select(t => t.Who).Order());
        Assert.All(told, t => Assert.Equal(("drill", "Broken", HookFailureKind.Failed, "bad", 1L), (t.Failure.Hook, t.Failure.Handler, t.Failure.Kind, t.Failure.Exception!.Message, t.Failure.FlowId)));
        Assert.Equal(2, Assert.Single(tracer.RecentFlows).StepsOf(StepKind.HookExec).Count(s => s.Name.StartsWith("hook_failure", StringComparison.Ordinal)));
        Assert.Contains(Assert.Single(tracer.RecentFlows).Steps, static s => s.Fields.Contains(new TraceField("handler", "Broken")));
    }

    [Fact]
    public async Task AFailureHandlerThatFailsIsRecordedAndToldToNobody()
    {
        int told = 0;
        RiskTracer tracer = Tracers.Create();
        tracer.Hooks.Add(new Scripted(null, _ =>
        {
            Interlocked.Increment(ref told);
            throw new FormatException("worse");
        }));
        tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => throw new FormatException("bad"));
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Drill(1));
        flow.Complete("DONE");
        await tracer.DisposeAsync().InTime();

        Assert.Equal(1, told);
        Assert.Equal(["bad", "worse"], Assert.Single(tracer.RecentFlows).StepsOf(StepKind.HookExec).Select(s => s.Exception!.Message));
        Assert.Equal(2, tracer.Statistics.Hooks.Failed);
    }

    [Fact]
    public async Task AnAbandonedHandlerIsToldAsTimedOut()
    {
        var time = new FakeTimeProvider();
        var told = new TaskCompletionSource<HookFailure>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RiskTracer tracer = Tracers.Create(time);
        tracer.Hooks.Add(new Scripted("drill", told.SetResult));
        var gate = new Gate();
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) => gate.Block());
        tracer.StartFlow("TEST").Raise(new Drill(1));
        await gate.Entered.InTime();
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(HookFailureKind.TimedOut, (await told.Task.InTime()).Kind);
        gate.Open();
    }

    [Fact]
    public async Task OneThatIsAttachedIsToldUntilItIsDetached()
    {
        var told = new ConcurrentQueue<(string Who, HookFailure Failure)>();
        RiskTracer tracer = Tracers.Create();
        IDisposable[] attached =
        [
            tracer.Hooks.AttachFailureHandler(Take("every")),
            tracer.Hooks.AttachFailureHandler(Take("drill"), "drill"),
            tracer.Hooks.AttachFailureHandler(Take("on_breach"), "on_breach"),
        ];
        tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => throw new FormatException("bad"), new HookOptions { Name = "Broken" });
        RiskFlow flow = tracer.StartFlow("TEST");
        await flow.RaiseAsync(new Drill(1)).InTime();
        await tracer.Hooks.DrainAsync().InTime();
        Assert.Equal(["drill", "every"], told.Select(t => t.Who).Order());
        Assert.All(told, static t => Assert.Equal(("Broken", HookFailureKind.Failed, null), (t.Failure.Handler, t.Failure.Kind, t.Failure.Reason)));

        attached[0].Dispose();
        attached[0].Dispose();
        told.Clear();
        await flow.RaiseAsync(new Drill(2)).InTime();
        await tracer.DisposeAsync().InTime();
        Assert.Equal(["drill"], told.Select(t => t.Who));

        Func<HookFailure, RiskFlow, CancellationToken, ValueTask> Take(string who) => (failure, _, _) =>
        {
            told.Enqueue((who, failure));
            return default;
        };
    }

    [Fact]
    public async Task ANameThatIsNoneIsRefused()
    {
        await using RiskTracer tracer = Tracers.Create();
        Assert.Equal("hook", Assert.Throws<ArgumentException>(() => tracer.Hooks.AttachFailureHandler(static (_, _, _) => default, "")).ParamName);
        Assert.Equal("handler", Assert.Throws<ArgumentNullException>(() => tracer.Hooks.AttachFailureHandler(null!)).ParamName);
    }

    [Fact]
    public async Task OneThatHangsIsSkippedFromItsLastOrphanOn()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, static o => o.HookOrphans = 1);
        var gate = new Gate();
        tracer.Hooks.AttachFailureHandler((_, _, token) => gate.Hang(token));
        tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => throw new FormatException("bad"));
        RiskFlow flow = tracer.StartFlow("TEST");
        await flow.RaiseAsync(new Drill(1)).InTime();
        await gate.Entered.InTime();
        time.Advance(TimeSpan.FromSeconds(2));
        await flow.RaiseAsync(new Drill(2)).InTime();
        flow.Complete("DONE");

        await tracer.Hooks.DrainAsync().InTime();
        FlowTrace trace = await tracer.FlowAsync(flow.Id);
        TraceStep[] told = [.. trace.StepsOf(StepKind.HookExec).Where(static s => s.Name.StartsWith("hook_failure", StringComparison.Ordinal))];
        Assert.Equal(["abandoned", "skipped"], told.Select(s => s.Outcome).Order());
        Assert.Contains("1 execution hangs", trace.Step(StepKind.Alert).Text);
        gate.Open();
    }

    private sealed class Scripted(string? hook, Action<HookFailure> take) : HookFailureHandler(hook, $"Scripted.{hook ?? "All"}")
    {
        public override ValueTask InvokeAsync(HookFailure failure, RiskFlow flow, CancellationToken cancellationToken)
        {
            take(failure);
            return default;
        }
    }
}
