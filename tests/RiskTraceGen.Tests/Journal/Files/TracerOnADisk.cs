using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

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
    public async Task AnIntervalFlushesByItself()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Create(FlushPolicy.Every(TimeSpan.FromSeconds(5)), time);
        tracer.StartFlow("CHECK").Complete("DONE");
        Task flushed = _disk.NextFlush;
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(flushed.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        await flushed.InTime();
    }

    [Fact]
    public async Task SegmentsThatAreTooOldAreRemoved()
    {
        var time = new FakeTimeProvider();
        for (int day = 1; day <= 5; day++)
        {
            await using RiskTracer tracer = Create(FlushPolicy.Never, time, options => options.JournalMaxAge = TimeSpan.FromDays(2.5));
            tracer.StartFlow("DAY").Complete("DONE");
            await tracer.DisposeAsync().InTime();
            time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(3, _disk.Names().Count(static name => name.EndsWith(".rtj", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SegmentsThatBecomeTooOldAreRemovedAlsoWhileNothingIsRecorded()
    {
        var time = new FakeTimeProvider();
        for (int run = 1; run <= 2; run++)
        {
            await using RiskTracer written = Create(FlushPolicy.Never, time);
            written.StartFlow("RUN").Complete("DONE");
        }

        string oldest = _disk.Names().Where(static name => name.EndsWith(".rtj", StringComparison.Ordinal)).Order(StringComparer.Ordinal).First();
        await using RiskTracer idle = Create(FlushPolicy.Never, time, options => options.JournalMaxAge = TimeSpan.FromDays(2.5));
        Task removed = _disk.Removal(oldest);
        time.Advance(TimeSpan.FromDays(2.4));
        Assert.False(removed.IsCompleted);
        time.Advance(TimeSpan.FromDays(0.2));
        await removed.InTime();
    }

    [Fact]
    public async Task TheFilesOfAJournalAreTogetherNoLargerThanTheyMayBe()
    {
        const long Most = 6 << 20;
        int left = 0;
        await using RiskTracer tracer = Create(FlushPolicy.Never, configure: options =>
        {
            options.JournalMaxBytes = Most;
            options.SegmentSealed = _ => Interlocked.Increment(ref left);
        });
        for (int i = 0; i < 100; i++)
        {
            for (int flow = 0; flow < 1000; flow++)
                tracer.StartFlow("CHECK").Complete("DONE");
            await tracer.FlushAsync().InTime();
            // What is not sealed yet cannot be removed: whoever seals keeps up here, however busy the machine is.
            long passed = ClaimWord.EndOf(tracer.Journal.Claim) >> 20;
            SafetyBound.SpinInTime(() => Volatile.Read(ref left) >= passed);
        }

        await tracer.DisposeAsync().InTime();
        // One more while a segment is sealed and the next two have been made.
        Assert.InRange(_disk.MostBytes, Most / 2, Most + (1 << 20));
    }

    [Fact]
    public async Task ADiskThatIsFullFromTheBeginningIsToldToHandlersThatAreAttachedLater()
    {
        _disk.IsFull = true;
        await using RiskTracer tracer = Create(FlushPolicy.Never);
        await _disk.Refusal.InTime();
        var told = new TaskCompletionSource<CriticalFailure>(TaskCreationOptions.RunContinuationsAsynchronously);
        tracer.Hooks.Attach<CriticalFailure>("critical_failure", (failure, _, _) =>
        {
            told.TrySetResult(failure);
            return default;
        });
        tracer.StartFlow("CHECK").Complete("DONE");
        Assert.Contains("no room", (await told.Task.InTime()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFirstSegmentIsThereBeforeTheFirstRecord()
    {
        await using RiskTracer tracer = Create(FlushPolicy.BeforeEveryCall);
        await _disk.Creation(DirectoryDisk.SegmentName(0)).InTime();
        Assert.Equal(Journal.Origin, ClaimWord.EndOf(tracer.Journal.Claim));
    }

    // Somebody who reads "no room" would look in the wrong place.
    [Theory]
    [InlineData(false, "there is no room on the disk", "No space left on device")]
    [InlineData(true, "the directory is gone", "Could not find a part of the path")]
    public async Task ADiskThatRefusesRaisesCriticalFailureOnceAndSaysWhy(bool isGone, string what, string why)
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
        (_disk.IsFull, _disk.IsGone) = (!isGone, isGone);
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
        Assert.Contains(what, only.Message, StringComparison.Ordinal);
        Assert.Contains(why, only.Message, StringComparison.Ordinal);
        Assert.True(tracer.Statistics.Journal.Unsaved > 0);
    }

    private RiskTracer Create(FlushPolicy flush, FakeTimeProvider? time = null, Action<RiskTracerOptions>? configure = null) => Tracers.Create(time, options =>
    {
        options.JournalDirectory = "a simulated disk";
        options.Disk = _ => _disk;
        options.Flush = flush;
        options.SegmentBytes = 1 << 20;
        configure?.Invoke(options);
    });
}
