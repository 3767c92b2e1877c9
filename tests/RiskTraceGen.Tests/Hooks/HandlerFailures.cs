using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class HandlerFailures
{
    private static readonly TimeSpan PastTimeout = TimeSpan.FromSeconds(1.1);

    [Fact]
    public async Task AHandlerThatThrowsDelaysNoSiblingAndIsNamed()
    {
        await using RiskTracer tracer = Tracers.Create();
        Attach(tracer, "Synchronous", static (_, _, _) => throw new FormatException("sync"));
        Attach(tracer, "Asynchronous", static async (_, _, _) =>
        {
            await Task.Yield();
            throw new FormatException("async");
        });
        Attach(tracer, "NullTask", static (_, _, _) => new ValueTask(null!));
        Attach(tracer, "Sound", static (_, _, _) => default);
        RiskFlow flow = tracer.StartFlow("TEST");
        HookOutcome outcome = await flow.RaiseAsync(new Drill(1)).InTime();
        flow.Complete("DONE");

        Assert.Equal((1, 3, 0, 0), (outcome.Succeeded, outcome.Failed, outcome.Abandoned, outcome.Skipped));
        Assert.False(outcome.AllSucceeded);
        Assert.Equal(["Asynchronous", "NullTask", "Synchronous"], outcome.Failures.ToArray().Select(f => f.Handler).Order());
        Assert.All(outcome.Failures.ToArray(), f =>
        {
            Assert.Equal("drill", f.Hook);
            Assert.Equal(HookFailureKind.Failed, f.Kind);
            Assert.Equal(1, f.FlowId);
            Assert.Equal(f.Handler switch { "Synchronous" => "sync", "Asynchronous" => "async", _ => f.Exception!.Message }, f.Exception!.Message);
        });
        FlowTrace trace = await tracer.FlowAsync(1);
        TraceStep[] failed = [.. trace.StepsOf(StepKind.HookExec).Where(s => s.Outcome == "failed")];
        Assert.Equal(3, failed.Length);
        Assert.All(failed, s => Assert.Contains(nameof(HandlerFailures), s.Exception!.Stack));
        Assert.Equal(3, (await tracer.StatisticsAsync()).Hooks.Failed);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(2_000)]
    public async Task TheStackIsRecordedInFullAsFarAsARecordReaches(int depth)
    {
        await using RiskTracer tracer = Tracers.Create();
        Attach(tracer, "Deep", (_, _, _) => Fall(depth));
        RiskFlow flow = tracer.StartFlow("TEST");
        Exception thrown = Assert.Single((await flow.RaiseAsync(new Drill(1)).InTime()).Failures.ToArray()).Exception!;
        flow.Complete("DONE");

        TraceException recorded = (await tracer.FlowAsync(flow.Id)).Step(StepKind.HookExec).Exception!;
        string whole = $"{thrown.StackTrace}{Environment.NewLine} ---> System.IO.IOException: the cause{Environment.NewLine}";
        int bytes = Ascii.IsValid(whole) ? 1 : 2; // of a character: the sources stand in the stack, wherever somebody has them
        Assert.Equal(("System.FormatException", "deep"), (recorded.Type, recorded.Message));
        if (depth == 12)
        {
            Assert.InRange(whole.Length * bytes, RecordWriter.MaxPayload, RecordWriter.MaxFailurePayload);
            Assert.Equal(whole, recorded.Stack);
            return;
        }

        Assert.InRange(recorded.Stack.Length * bytes, 8_000, 8_192);
        Assert.Equal(whole[..(recorded.Stack.Length - 3)] + "...", recorded.Stack);

        // Optimized, the last call of a method may take its place on the stack.
        [MethodImpl(MethodImplOptions.NoOptimization)]
        static ValueTask Fall(int left) => left == 0 ? throw new FormatException("deep", new IOException("the cause")) : Fall(left - 1);
    }

    [Fact]
    public async Task AHandlerThatHangsIsAbandonedAtItsTimeoutAndItsTokenCancelled()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time);
        var gate = new Gate();
        Attach(tracer, "Hanging", (_, _, token) => gate.Hang(token), TimeSpan.FromMilliseconds(250));
        Attach(tracer, "Sound", static (_, _, _) => default);
        RiskFlow flow = tracer.StartFlow("TEST");
        ValueTask<HookOutcome> raise = flow.RaiseAsync(new Drill(1));
        await gate.Entered.InTime();
        time.Advance(TimeSpan.FromMilliseconds(240));
        Assert.False(raise.IsCompleted);
        Assert.False(gate.Token.IsCancellationRequested);
        time.Advance(TimeSpan.FromMilliseconds(20));
        HookOutcome outcome = await raise.InTime();

        Assert.Equal((1, 0, 1, 0), (outcome.Succeeded, outcome.Failed, outcome.Abandoned, outcome.Skipped));
        HookFailure failure = Assert.Single(outcome.Failures.ToArray());
        Assert.Equal(("Hanging", HookFailureKind.TimedOut, "not ended after 250 ms"), (failure.Handler, failure.Kind, failure.Reason));
        await CancellationOf(gate.Token).InTime();
        gate.Open();
    }

    [Fact]
    public async Task AHandlerThatEndsAfterItWasAbandonedIsRecordedAsLate()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time);
        var gate = new Gate();
        Attach(tracer, "Blocking", (_, _, _) => gate.Block());
        RiskFlow flow = tracer.StartFlow("TEST");
        ValueTask<HookOutcome> raise = flow.RaiseAsync(new Drill(1));
        await gate.Entered.InTime();
        time.Advance(PastTimeout);
        await raise.InTime();
        flow.Complete("DONE");
        gate.Open();
        tracer.WaitForOrphans();

        Assert.Equal(new HookStatistics(1, 0, 0, 1, 0, 1), (await tracer.StatisticsAsync()).Hooks);
        Assert.Equal("abandoned", Assert.Single(tracer.RecentFlows).Step(StepKind.HookExec).Outcome);
    }

    [Fact]
    public async Task ASingleWorkerThatTwoHandlersBlockStillServesTheirSiblings()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, o => o.HookWorkers = 1);
        Gate[] gates = [new(), new()];
        int served = 0;
        Attach(tracer, "Blocker1", (_, _, _) => gates[0].Block());
        Attach(tracer, "Blocker2", (_, _, _) => gates[1].Block());
        for (int i = 0; i < 2; i++)
        {
            Attach(tracer, $"Sibling{i}", (_, _, _) =>
            {
                Interlocked.Increment(ref served);
                return default;
            });
        }

        ValueTask<HookOutcome> raise = tracer.StartFlow("TEST").RaiseAsync(new Drill(1));
        foreach (Gate gate in gates)
        {
            await gate.Entered.InTime();
            time.Advance(PastTimeout);
        }

        HookOutcome outcome = await raise.InTime();
        Assert.Equal((2, 0, 2, 0), (outcome.Succeeded, outcome.Failed, outcome.Abandoned, outcome.Skipped));
        Assert.Equal(2, served);
        Assert.Equal(2, tracer.Hooks.Workers.Orphans);
        Array.ForEach(gates, g => g.Open());
    }

    [Fact]
    public async Task BeyondTheCapOfBlockedThreadsHandlersAreSkippedAndNothingHangs()
    {
        const int cap = 64;
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, o => o.HookWorkers = 1);
        Gate[] gates = [.. Enumerable.Range(0, cap + 1).Select(_ => new Gate())];
        IDisposable[] attached = [.. gates.Select((gate, i) => Attach(tracer, $"Blocker{i}", (_, _, _) => gate.Block()))];
        int served = 0;
        Attach(tracer, "Sibling", (_, _, _) =>
        {
            served++;
            return default;
        });
        RiskFlow flow = tracer.StartFlow("TEST");
        ValueTask<HookOutcome> raise = flow.RaiseAsync(new Drill(1));
        foreach (Gate gate in gates)
        {
            await gate.Entered.InTime();
            time.Advance(PastTimeout);
        }

        HookOutcome outcome = await raise.InTime();
        Assert.Equal((0, cap + 1, 1), (outcome.Succeeded, outcome.Abandoned, outcome.Skipped));
        HookFailure skipped = Assert.Single(outcome.Failures.ToArray(), f => f.Kind == HookFailureKind.Skipped);
        Assert.Equal(("Sibling", "every thread for handlers is held by one that hangs"), (skipped.Handler, skipped.Reason));
        HookOutcome next = await flow.RaiseAsync(new Drill(2)).InTime();
        Assert.Equal(cap + 2, next.Skipped);

        // Threads that come back make room again.
        Array.ForEach(attached, a => a.Dispose());
        Array.ForEach(gates, g => g.Open());
        tracer.WaitForOrphans();
        Assert.Equal(1, (await flow.RaiseAsync(new Drill(3)).InTime()).Succeeded);
        Assert.Equal(1, served);
    }

    [Fact]
    public async Task ATimeoutBelowAMillisecondIsNotTheDefault()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, o => o.HookTimeout = TimeSpan.FromHours(1));
        var gate = new Gate();
        Attach(tracer, "Hanging", (_, _, _) => gate.Hang(), TimeSpan.FromMicroseconds(500));
        ValueTask<HookOutcome> raise = tracer.StartFlow("TEST").RaiseAsync(new Drill(1));
        await gate.Entered.InTime();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, (await raise.InTime()).Abandoned);
        gate.Open();
    }

    private static IDisposable Attach(RiskTracer tracer, string name, Func<Drill, RiskFlow, CancellationToken, ValueTask> handler, TimeSpan timeout = default)
        => tracer.Hooks.Attach("drill", handler, new HookOptions { Name = name, Timeout = timeout });

    private static Task CancellationOf(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        token.Register(cancelled.SetResult);
        return cancelled.Task;
    }
}
