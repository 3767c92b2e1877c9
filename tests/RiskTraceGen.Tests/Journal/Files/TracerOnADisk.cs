using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

/// <summary>What a tracer makes of its journal's directory: flushes where the policy says so, and tells of trouble.</summary>
public sealed class TracerOnADisk
{
    private readonly SimulatedDisk _disk = new();

    [Fact]
    public async Task ACallIsOnTheDiskBeforeItIsMade()
    {
        await using RiskTracer tracer = Create(FlushPolicy.BeforeEveryCall);
        RiskFlow flow = tracer.StartFlow("CHECK");
        int before = _disk.Flushes;
        BrokerAttempt attempt = BrokerAttempt.Begin(flow, TracePoint.BrokerCall("place_order", "ISuite.PlaceOrder"));
        Assert.Equal(before + 1, _disk.Flushes);
        attempt.End();
        flow.Complete("DONE");
    }

    [Fact]
    public async Task ABreachIsOnTheDiskWhenTheDispatchReturns()
    {
        await using RiskTracer tracer = Create(FlushPolicy.BeforeEveryCall);
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<int>(static (number, _, _) => new(number > 1 ? RuleResult.Breach("too many") : RuleResult.Pass)));
        await dispatcher.DispatchAsync(1).InTime();
        int before = _disk.Flushes;
        await dispatcher.DispatchAsync(1).InTime();
        Assert.Equal(before, _disk.Flushes);
        await dispatcher.DispatchAsync(2).InTime();
        Assert.True(_disk.Flushes > before);
    }

    [Fact]
    public async Task NothingWaitsForTheDiskWithoutThatPolicy()
    {
        await using RiskTracer tracer = Create(FlushPolicy.Never);
        RiskFlow flow = tracer.StartFlow("CHECK");
        int before = _disk.Flushes;
        BrokerAttempt.Begin(flow, TracePoint.BrokerCall("place_order", "ISuite.PlaceOrder")).End();
        flow.Complete("DONE");
        Assert.Equal(before, _disk.Flushes);
    }

    [Fact]
    public async Task AFullDiskRaisesCriticalFailureOnce()
    {
        var raised = new ConcurrentQueue<CriticalFailure>();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RiskTracer tracer = Create(FlushPolicy.Never);
        tracer.Hooks.Attach<CriticalFailure>("critical_failure", (failure, _, _) =>
        {
            raised.Enqueue(failure);
            told.TrySetResult();
            return default;
        });
        _disk.IsFull = true;
        for (int i = 0; i < 20_000; i++)
        {
            RiskFlow flow = tracer.StartFlow("CHECK");
            flow.Emit("number", i);
            flow.Complete("DONE");
        }

        await told.Task.InTime();
        await tracer.DisposeAsync().InTime();

        CriticalFailure only = Assert.Single(raised);
        Assert.Equal("journal", only.Source);
        Assert.Contains("goes on in memory", only.Message, StringComparison.Ordinal);
        Assert.Contains("No space left on device", only.Message, StringComparison.Ordinal);
        Assert.True(tracer.Statistics.Journal.Unsaved > 0);
    }

    private RiskTracer Create(FlushPolicy flush) => Tracers.Create(configure: options =>
    {
        options.JournalDirectory = "a simulated disk";
        options.Disk = _ => _disk;
        options.Flush = flush;
        options.SegmentBytes = 1 << 20;
    });
}
