using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>A handler that hangs again and again is skipped, says so, and is called again when it comes back.</summary>
public sealed class HangingHandlers(ITestOutputHelper output)
{
    private static readonly TimeSpan PastTimeout = TimeSpan.FromSeconds(1.1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AHandlerIsSkippedWhenAsManyHangAsAreAllowedAndItsSiblingIsNot(bool holdsThread)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero));
        await using RiskTracer tracer = Tracers.Create(time, static o => o.HookOrphans = 2);
        var gates = new Gates(holdsThread);
        var told = new ConcurrentQueue<HookFailure>();
        tracer.Hooks.AttachFailureHandler((failure, _, _) =>
        {
            told.Enqueue(failure);
            return default;
        });
        Attach(tracer, "Hanging", gates.EnterAsync);
        // Another worker may still be about to start it as the time passes.
        Attach(tracer, "Sibling", static (_, _, _) => default, timeout: TimeSpan.FromHours(1));
        RiskFlow flow = tracer.StartFlow("TEST");
        for (int i = 0; i < 2; i++)
        {
            HookOutcome abandoned = await HangAsync(tracer, flow, gates, time);
            Assert.Equal((1, 1, 0), (abandoned.Succeeded, abandoned.Abandoned, abandoned.Skipped));
        }

        for (int i = 0; i < 3; i++)
        {
            HookOutcome outcome = await flow.RaiseAsync(new Drill(i)).InTime();
            Assert.Equal((1, 0, 1), (outcome.Succeeded, outcome.Abandoned, outcome.Skipped));
            HookFailure failure = Assert.Single(outcome.Failures.ToArray());
            Assert.Equal(("Hanging", HookFailureKind.Skipped, "2 executions hang and must end first"), (failure.Handler, failure.Kind, failure.Reason));
        }

        flow.Complete("DONE");
        await tracer.Hooks.DrainAsync().InTime();
        Assert.Equal(2, gates.Entered);
        Assert.Equal(3, told.Count(static f => f.Kind == HookFailureKind.Skipped));
        FlowTrace trace = await tracer.FlowAsync(flow.Id);
        Assert.Equal("drill: Hanging: 2 executions hang, the oldest since 2026-03-02 14:30:00.000 UTC; it is skipped until one of them ends", trace.Step(StepKind.Alert).Text);
        Assert.Equal(3, trace.StepsOf(StepKind.HookExec).Count(static s => s.Outcome == "skipped" && (string)s.Field("reason")! == "2 executions hang and must end first"));
        gates.OpenAll();
    }

    [Fact]
    public async Task AHandlerIsCalledAgainWhenOneComesBackAndSkippedAgainWhenTheNextHangs()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, static o => o.HookOrphans = 2);
        var gates = new Gates(holdsThread: true);
        Attach(tracer, "Hanging", gates.EnterAsync);
        RiskFlow flow = tracer.StartFlow("TEST");
        await HangAsync(tracer, flow, gates, time);
        Gate last = gates.Last;
        await HangAsync(tracer, flow, gates, time);
        Assert.Equal(1, (await flow.RaiseAsync(new Drill(1)).InTime()).Skipped);

        last.Open();
        Assert.True(SpinWait.SpinUntil(() => tracer.Hooks.Workers.Orphans == 1, TimeSpan.FromSeconds(60)));
        Assert.Equal(1, (await HangAsync(tracer, flow, gates, time)).Abandoned);
        Assert.Equal(1, (await flow.RaiseAsync(new Drill(2)).InTime()).Skipped);
        gates.OpenAll();
        tracer.WaitForOrphans();
        Assert.Equal(1, (await flow.RaiseAsync(new Drill(3)).InTime()).Succeeded);
        flow.Complete("DONE");

        Assert.Equal(
            ["opened", "drill → Hanging is called again", "opened", "drill → Hanging is called again"], Turns(await tracer.FlowAsync(flow.Id)));
    }

    // Each way in is counted once and each way out once, also where they are one moment: at the end none is left, and every opening has its closing.
    [Fact]
    public async Task WhatIsAbandonedJustAsItEndsIsCountedExactly()
    {
        var random = new Random(TestScale.Seed(output));
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, static o => o.HookOrphans = 1);
        var gates = new Gates(holdsThread: true);
        Attach(tracer, "Racing", gates.EnterAsync);
        RiskFlow flow = tracer.StartFlow("TEST");
        using var start = new Barrier(2);
        int abandoned = 0;
        for (int i = 0; i < TestScale.Of(100); i++)
        {
            gates.Prepare();
            ValueTask<HookOutcome> raise = flow.RaiseAsync(new Drill(i));
            await gates.Last.Entered.InTime();
            (int before, int after) = (random.Next(2000), random.Next(2000));
            Task opening = Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                Thread.SpinWait(before);
                gates.Last.Open();
            }, TaskCreationOptions.LongRunning);
            start.SignalAndWait();
            Thread.SpinWait(after);
            time.Advance(PastTimeout);
            HookOutcome outcome = await raise.InTime();
            await opening.InTime();
            Assert.Equal(1, outcome.Succeeded + outcome.Abandoned);
            abandoned += outcome.Abandoned;
            tracer.WaitForOrphans();
        }

        flow.Complete("DONE");
        Assert.Equal(Enumerable.Repeat(new[] { "opened", "drill → Racing is called again" }, abandoned).SelectMany(static t => t), Turns(await tracer.FlowAsync(flow.Id)));
        HookStatistics hooks = tracer.Statistics.Hooks;
        Assert.Equal((abandoned, abandoned, 0L), (hooks.Abandoned, hooks.EndedLate, hooks.Skipped));
    }

    private static IDisposable Attach(RiskTracer tracer, string name, Func<Drill, RiskFlow, CancellationToken, ValueTask> handler, TimeSpan timeout = default)
        => tracer.Hooks.Attach("drill", handler, new HookOptions { Name = name, Timeout = timeout });

    private static async Task<HookOutcome> HangAsync(RiskTracer tracer, RiskFlow flow, Gates gates, FakeTimeProvider time)
    {
        gates.Prepare();
        ValueTask<HookOutcome> raise = flow.RaiseAsync(new Drill(0));
        await gates.Last.Entered.InTime();
        time.Advance(PastTimeout);
        return await raise.InTime();
    }

    // In the order in which they were recorded: a step of a moment stands where its record does.
    private static IEnumerable<string> Turns(FlowTrace trace) => trace.Steps
        .Where(static s => s.Kind is StepKind.Alert or StepKind.CustomEvent)
        .Select(static s => s.Kind == StepKind.Alert ? "opened" : (string)s.Field("value")!);

    /// <summary>A gate for each execution of one handler.</summary>
    private sealed class Gates(bool holdsThread)
    {
        private readonly List<Gate> _gates = [];
        private int _entered;

        public Gate Last => _gates[^1];

        public int Entered => Volatile.Read(ref _entered);

        public void Prepare() => _gates.Add(new Gate());

        public void OpenAll() => _gates.ForEach(static g => g.Open());

        public ValueTask EnterAsync(Drill drill, RiskFlow flow, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _entered);
            return holdsThread ? Last.Block(cancellationToken) : Last.Hang(cancellationToken);
        }
    }
}
