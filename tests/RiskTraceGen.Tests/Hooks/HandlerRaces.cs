using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>What happens to a handler at the very moment of its end, its start, or another's.</summary>
public sealed class HandlerRaces
{
    private static readonly TimeSpan PastTimeout = TimeSpan.FromSeconds(1.1);

    // A worker that is given up as its handler returns must not swallow the wake-up that is meant for another.
    [Fact]
    public async Task AHandlerThatEndsJustAsItIsGivenUpLeavesNoRaiseBehind()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, o => o.HookWorkers = 1);
        Gate gate = null!;
        Attach(tracer, "Racing", (_, _, _) => gate.Block());
        RiskFlow flow = tracer.StartFlow("TEST");
        using var start = new Barrier(2);
        for (int i = 0; i < 300; i++)
        {
            gate = new Gate();
            ValueTask<HookOutcome> raise = flow.RaiseAsync(new Drill(i));
            await gate.Entered.InTime();
            Task opening = Task.Run(() =>
            {
                start.SignalAndWait();
                gate.Open();
            });
            start.SignalAndWait();
            time.Advance(PastTimeout);
            HookOutcome outcome = await raise.InTime();
            await opening.InTime();
            Assert.Equal(1, outcome.Succeeded + outcome.Abandoned);
        }
    }

    // The notification of an async local is the user's code too, and runs on the worker before the handler does.
    [Fact]
    public async Task AHandlerThatIsAbandonedBeforeItsFirstStepFindsItsTokenCancelled()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time);
        var gate = new Gate();
        var local = new AsyncLocal<int>(args =>
        {
            if (args.ThreadContextChanged && args.CurrentValue == 1 && Thread.CurrentThread.Name?.StartsWith("RiskTraceGen hooks", StringComparison.Ordinal) == true)
                _ = gate.Block();
        });
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Attach(tracer, "Late", (_, _, token) =>
        {
            cancelled.SetResult(token.IsCancellationRequested);
            return default;
        });
        local.Value = 1;
        ValueTask<HookOutcome> raise = tracer.StartFlow("TEST").RaiseAsync(new Drill(1));
        await gate.Entered.InTime();
        time.Advance(PastTimeout);
        Assert.Equal(1, (await raise.InTime()).Abandoned);
        gate.Open();

        Assert.True(await cancelled.Task.InTime());
    }

    // Executions are pooled: the failure must be told of the handler that failed, whoever uses its execution next.
    [Fact]
    public async Task FailuresAreToldOfTheRightHandlerUnderLoad()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.HookWorkers = 4);
        for (int i = 0; i < 6; i++)
        {
            string name = $"Handler{i}";
            Attach(tracer, name, (_, _, _) => throw new FormatException(name));
        }

        RiskFlow flow = tracer.StartFlow("TEST");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 500; i++)
            {
                HookOutcome outcome = await flow.RaiseAsync(new Drill(i));
                Assert.Equal(6, outcome.Failed);
                foreach (HookFailure failure in outcome.Failures.ToArray())
                    Assert.Equal(failure.Handler, failure.Exception!.Message);
            }
        }))).InTime();
    }

    // The watch has given it up, and reads the clock for the record of that.
    [Fact]
    public async Task TheLateEndOfAHandlerStandsBehindItsOutcome()
    {
        var time = new TappedClock();
        var log = new RecordLog();
        await using RiskTracer tracer = Tracers.Create(time, o => o.Records.Add(log));
        var ending = new TaskCompletionSource();
        var handler = new HangingHandler(ending.Task);
        tracer.Hooks.Add(handler);
        ValueTask<HookOutcome> raise = tracer.StartFlow("TEST").RaiseAsync(new Drill(1));
        await handler.Entered.InTime();
        time.OnRead = () =>
        {
            if (handler.Breaker.IsOpen(allowed: 1))
                ending.TrySetResult();
        };
        time.Advance(PastTimeout);
        Assert.Equal(1, (await raise.InTime()).Abandoned);
        await tracer.FlushAsync().InTime();

        Assert.Equal([HandlerOutcome.Abandoned, HandlerOutcome.EndedLate], log.Rows.Where(static row => row.Type == RecordType.HookEnd).Select(static row => row.HandlerOutcome));
    }

    private static IDisposable Attach(RiskTracer tracer, string name, Func<Drill, RiskFlow, CancellationToken, ValueTask> handler)
        => tracer.Hooks.Attach("drill", handler, new HookOptions { Name = name });

    private sealed class HangingHandler(Task ending) : HookHandler<Drill>(TracePoint.Hook("drill", "Hanging"), 0, 0, inline: false, usesCancellation: false)
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public override ValueTask InvokeAsync(Drill payload, RiskFlow flow, CancellationToken cancellationToken)
        {
            _entered.SetResult();
            return new ValueTask(ending);
        }
    }
}
