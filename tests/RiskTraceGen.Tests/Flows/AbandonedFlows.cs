using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class AbandonedFlows
{
    private static readonly TracePoint Point = TracePoint.BrokerCall("place_order", "IBroker.Place");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task AFlowThatNobodyCompletesIsRecordedAsAbandonedWithItsLastStepWhenItIsOldEnough()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        RiskFlow old = tracer.StartFlow("OLD");
        BrokerAttempt.Begin(old, Point).End();
        _time.Advance(TimeSpan.FromHours(1));
        RiskFlow young = tracer.StartFlow("YOUNG");
        _time.Advance(TimeSpan.FromHours(23) - TimeSpan.FromMilliseconds(1));
        Assert.Equal([1, 2], tracer.ActiveFlows.Select(f => f.Id));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(young.Id, Assert.Single(tracer.ActiveFlows).Id);
        FlowTrace trace = await tracer.FlowAsync(old.Id);
        Assert.True(trace.Abandoned);
        Assert.Equal("not completed within 24 h, last in place_order", trace.Result);
        Assert.Equal(TimeSpan.FromHours(24), trace.Duration);
        Assert.Equal(trace.Result, trace.Step(StepKind.FlowEnd).Field("reason"));

        // Each at its own time.
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(tracer.ActiveFlows);
        Assert.Equal("not completed within 24 h, before its first step", (await tracer.FlowAsync(young.Id)).Result);
    }

    [Fact]
    public async Task AFlowInAHealthyProgramIsNeverTooOld()
    {
        await using RiskTracer tracer = Tracers.Create(_time, static o => o.AbandonFlowsAfter = TimeSpan.FromSeconds(1));
        for (int i = 0; i < 100; i++)
        {
            RiskFlow flow = tracer.StartFlow("SHORT");
            _time.Advance(TimeSpan.FromMilliseconds(990));
            flow.Complete("DONE");
        }

        Assert.Equal(new FlowStatistics(100, 100, 0), (await tracer.StatisticsAsync()).Flows);
    }

    // Events and triggers are recorded by the user's code, which may take its time.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFlowDoesNotEndBeforeItsStartIsRecorded(bool isDispatched)
    {
        var log = new RecordLog();
        await using RiskTracer tracer = Tracers.Create(_time, o =>
        {
            o.AbandonFlowsAfter = TimeSpan.FromSeconds(1);
            o.FlowDeadlines["SLOW"] = o.FlowDeadlines[FlowTrace.RuleEvaluation] = TimeSpan.FromSeconds(1);
            o.Records.Add(log);
        });
        var slow = new Slow(() => _time.Advance(TimeSpan.FromSeconds(2)));
        ValueEncoding.Register<Slow, SlowEncoder>();
        if (isDispatched)
            Assert.Equal(RuleResult.Pass, (await tracer.Dispatcher(new ScriptedRules<Slow>(static (_, _, _) => new(RuleResult.Pass))).DispatchAsync(slow).InTime()).Worst);
        else
            tracer.StartFlow("SLOW", slow).Complete("DONE");

        await tracer.FlushAsync().InTime();
        Assert.Empty(new Recount(log.Rows, rulesOfAnEvent: 1).Violations);
        Assert.Equal(new FlowStatistics(1, 1, 0), tracer.Statistics.Flows);
        Assert.DoesNotContain(log.Rows, static row => row is { Type: RecordType.Raise, Point: "flow_timeout" });
    }

    [Fact]
    public async Task WithoutAnAgeTheyMayBecomeAsOldAsTheyLike()
    {
        await using RiskTracer tracer = Tracers.Create(_time, static o => o.AbandonFlowsAfter = null);
        RiskFlow flow = tracer.StartFlow("OLD");
        _time.Advance(TimeSpan.FromDays(400));

        Assert.Equal(TimeSpan.FromDays(400), Assert.Single(tracer.ActiveFlows).Age);
        flow.Complete("DONE");
    }

    [Fact]
    public async Task AHandleOnAnAbandonedFlowIsLateAndCannotTouchTheNextTenant()
    {
        await using RiskTracer tracer = Tracers.Create(_time, static o => o.ActiveFlows = 1);
        RiskFlow old = tracer.StartFlow("OLD");
        _time.Advance(TimeSpan.FromHours(24));
        RiskFlow tenant = tracer.StartFlow("TENANT");
        Assert.Same(old.Slot, tenant.Slot);
        old.Emit("straggler", 1);
        old.Complete("STOLEN");
        tenant.Complete("MINE");

        FlowTrace trace = await tracer.FlowAsync(old.Id);
        Assert.True(trace.Abandoned);
        Assert.True(trace.Step(StepKind.CustomEvent).Late);
        Assert.Equal("MINE", (await tracer.FlowAsync(tenant.Id)).Result);
    }

    [Fact]
    public async Task ADispatchWhoseRuleNeverAnswersIsAbandonedAndItsVerdictIsLate()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var answer = new TaskCompletionSource<RuleResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>((_, _, _) => new(answer.Task)));
        ValueTask<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1));
        _time.Advance(TimeSpan.FromHours(24));
        Assert.Equal("not completed within 24 h, last in rule_0", (await tracer.FlowAsync(1)).Result);

        answer.SetResult(RuleResult.Breach("at last"));
        Assert.Equal(RuleResult.Breach("at last"), (await dispatch.InTime()).Worst);
        TraceStep verdict = (await tracer.FlowAsync(1)).Step(StepKind.RiskEval);
        Assert.True(verdict.Late);
        Assert.Equal(new FlowStatistics(1, 0, 1), tracer.Statistics.Flows);
    }

    [Fact]
    public async Task AFlowThatIsCompleteButForAHandlerIsNotAbandoned()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var gate = new Gate();
        tracer.Hooks.Attach<Drill>("drill", (_, _, token) => gate.Hang(token), new HookOptions { Timeout = TimeSpan.FromDays(2) });
        RiskFlow flow = tracer.StartFlow("STARTUP");
        flow.Raise(new Drill(1));
        await gate.Entered.InTime();
        flow.Complete("DONE");
        _time.Advance(TimeSpan.FromHours(47));
        gate.Open();
        await tracer.Hooks.DrainAsync().InTime();

        Assert.Equal("DONE", (await tracer.FlowAsync(1)).Result);
    }

    [Fact]
    public async Task AnAbandonedFlowWithRunningHandlersEndsWithThem()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var gate = new Gate();
        tracer.Hooks.Attach<Drill>("drill", (_, _, token) => gate.Hang(token), new HookOptions { Timeout = TimeSpan.FromDays(2), Name = "Slow" });
        RiskFlow flow = tracer.StartFlow("STARTUP");
        flow.Raise(new Drill(1));
        await gate.Entered.InTime();
        _time.Advance(TimeSpan.FromHours(24));
        Assert.True(Assert.Single(tracer.ActiveFlows).Completing);
        gate.Open();
        await tracer.Hooks.DrainAsync().InTime();

        FlowTrace trace = await tracer.FlowAsync(1);
        Assert.Equal("not completed within 24 h, last in drill → Slow", trace.Result);
        Assert.False(trace.Step(StepKind.HookExec).Late);
    }

    [Fact]
    public async Task AFlowBeyondThePoolThatSomebodyHoldsIsAbandonedWhenItIsOldEnough()
    {
        await using RiskTracer tracer = Tracers.Create(_time, static o => o.ActiveFlows = 1);
        using RiskFlow pooled = tracer.StartFlow("POOLED");
        RiskFlow beyond = tracer.StartFlow("BEYOND");
        Assert.IsType<OverflowSlot>(beyond.Slot);
        _time.Advance(TimeSpan.FromHours(24));

        Assert.Equal("not completed within 24 h, before its first step", (await tracer.FlowAsync(beyond.Id)).Result);
        Assert.Equal("", beyond.Type);
    }

    [Fact]
    public async Task AnAbandonedFlowNeedsAttention()
    {
        var shown = new List<FlowSummary>();
        await using RiskTracer tracer = Tracers.Create(_time, o => o.Sinks.Add(new Listener(shown)));
        tracer.StartFlow("OLD");
        tracer.StartFlow("SOUND").Complete("DONE");
        _time.Advance(TimeSpan.FromHours(24));
        await tracer.FlushAsync().InTime();

        Assert.Equal([(2, false), (1, true)], shown.Select(s => (s.Id, s.NeedsAttention)));
    }

    private sealed class Listener(List<FlowSummary> shown) : IFlowSink
    {
        public bool Wants(in FlowSummary summary, TraceLevel level)
        {
            shown.Add(summary);
            return false;
        }

        public void OnFlow(FlowTrace flow, TraceLevel level)
        {
        }
    }

    /// <summary>What the garbage collector finds: alone, because it looks at the whole process.</summary>
    [Collection(ProcessCounters.Name)]
    public sealed class LostToTheGarbageCollector
    {
        private const int Flood = 300_000;
        private const int Pooled = 64;

        private readonly FakeTimeProvider _time = new();

        [Fact]
        public async Task AFlowBeyondThePoolThatNobodyHoldsIsRecordedAsAbandoned()
        {
            await using RiskTracer tracer = Tracers.Create(_time, static o => o.ActiveFlows = 1);
            using RiskFlow pooled = tracer.StartFlow("POOLED");
            OnAThread(() => BrokerAttempt.Begin(tracer.StartFlow("LOST"), Point).End());
            Collect();

            FlowTrace trace = await tracer.FlowAsync(2);
            Assert.True(trace.Abandoned);
            Assert.Equal("never completed: nothing holds on to it any more, last in place_order", trace.Result);
            Assert.Equal(pooled.Id, Assert.Single(tracer.ActiveFlows).Id);
        }

        [Fact]
        public async Task ALostFlowsDeadlineIsForgotten()
        {
            await using RiskTracer tracer = Tracers.Create(_time, static o =>
            {
                o.ActiveFlows = 1;
                o.FlowDeadlines["LOST"] = TimeSpan.FromMinutes(1);
            });
            using RiskFlow pooled = tracer.StartFlow("POOLED");
            CancellationToken token = default;
            OnAThread(() => token = tracer.StartFlow("LOST").CancellationToken);
            Collect();
            _time.Advance(TimeSpan.FromHours(1));

            Assert.True(token.CanBeCanceled);
            Assert.False(token.IsCancellationRequested);
            Assert.True((await tracer.FlowAsync(2)).Abandoned);
        }

        [Fact]
        public async Task WhatIsLostWhenTheTracerStopsIsRecordedOnce()
        {
            RiskTracer tracer = Tracers.Create(_time, static o => o.ActiveFlows = 1);
            tracer.StartFlow("POOLED").Complete("DONE");
            RiskFlow pooled = tracer.StartFlow("POOLED");
            OnAThread(() =>
            {
                for (int i = 0; i < 100; i++)
                    tracer.StartFlow("LOST");
            });
            pooled.Complete("DONE");
            await tracer.StopAsync().InTime();
            Collect();

            Assert.Equal(new FlowStatistics(102, 2, 100), tracer.Statistics.Flows);
        }

        // 300,000 flows that nobody completes: the memory stays, the account is exact.
        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task AFloodOfFlowsThatNeverEndIsBoundedInMemoryAndCountedExactly(bool withDeadline)
        {
            await using RiskTracer tracer = Tracers.Create(_time, o =>
            {
                o.ActiveFlows = Pooled;
                o.RecentFlowBytes = 1 << 20;
                if (withDeadline)
                    o.FlowDeadlines["FLOOD"] = TimeSpan.FromMinutes(1);
            });
            await FloodAsync(tracer, Flood / 10);
            long before = GC.GetTotalMemory(forceFullCollection: true);
            await FloodAsync(tracer, Flood - (Flood / 10));
            long grown = GC.GetTotalMemory(forceFullCollection: true) - before;

            // Ten bytes a flow would be 2.7 MB.
            Assert.InRange(grown, long.MinValue, 2 << 20);
            Assert.Equal(Pooled, tracer.ActiveFlows.Count);
            TraceStatistics statistics = await tracer.StatisticsAsync();
            Assert.Equal(0, statistics.Journal.Dropped);
            Assert.Equal(new FlowStatistics(Flood, 0, Flood - Pooled), statistics.Flows);

            _time.Advance(TimeSpan.FromHours(24));
            Assert.True((await tracer.StopAsync(TimeSpan.FromDays(1)).InTime()).Drained);
            Assert.Equal(new FlowStatistics(Flood, 0, Flood), tracer.Statistics.Flows);
        }

        private static async Task FloodAsync(RiskTracer tracer, int flows)
        {
            const int Wave = 10_000;
            for (int i = 0; i < flows / Wave; i++)
            {
                OnAThread(() =>
                {
                    for (int n = 0; n < Wave; n++)
                        tracer.StartFlow("FLOOD");
                });
                Collect();
                await tracer.FlushAsync().InTime();
            }
        }

        // On a stack that is gone afterwards, so that nothing of it keeps a flow alive.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void OnAThread(Action action)
        {
            var thread = new Thread(() => action());
            thread.Start();
            thread.InTime();
        }

        private static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private readonly record struct Slow(Action OnWritten);

    private readonly struct SlowEncoder : IValueEncoder<Slow>
    {
        public void Write(ref RecordWriter writer, Slow value) => value.OnWritten();
    }
}
