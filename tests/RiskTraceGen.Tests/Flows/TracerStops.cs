using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class TracerStops
{
    private static readonly TracePoint Point = TracePoint.BrokerCall("place_order", "IBroker.Place");
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task ATracerWithNothingUnderWayStopsAtOnce()
    {
        RiskTracer tracer = Tracers.Create(_time);
        tracer.StartFlow("STARTUP").Complete("DONE");
        StopReport report = await tracer.StopAsync(Bound).InTime();

        Assert.True(report.Drained);
        Assert.Empty(report.Flows);
        Assert.Empty(report.Handlers);
        Assert.Equal("drained", report.ToString());
        Assert.Equal("DONE", Assert.Single(tracer.RecentFlows).Result);
    }

    [Fact]
    public async Task NewFlowsAndDispatchesAreRefusedFromItsBeginningAndRaisesInsideAFlowStillWork()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        int handled = 0;
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) =>
        {
            Interlocked.Increment(ref handled);
            return default;
        });
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(static (_, _, _) => new(RuleResult.Pass)));
        RiskFlow flow = tracer.StartFlow("STARTUP");
        Task<StopReport> stop = tracer.StopAsync(Bound).AsTask();

        Assert.Contains("stopping", Assert.Throws<ObjectDisposedException>(() => tracer.StartFlow("LATER")).Message);
        Assert.Contains("RISK_RULE_EVALUATION", (await Assert.ThrowsAsync<ObjectDisposedException>(() => dispatcher.DispatchAsync(new Tick(1)).AsTask())).Message);
        Assert.Equal(1, (await flow.RaiseAsync(new Drill(1)).InTime()).Succeeded);
        flow.Raise(new Drill(2));
        Assert.False(stop.IsCompleted);
        flow.Complete("DONE");

        Assert.True((await stop.InTime()).Drained);
        Assert.Equal(2, handled);
        Assert.Equal(new FlowStatistics(1, 1, 0), tracer.Statistics.Flows);
        Assert.Throws<ObjectDisposedException>(() => tracer.StartFlow("LATER"));
    }

    [Fact]
    public async Task ADispatchUnderWayIsWaitedForWithItsBrokerCall()
    {
        RiskTracer tracer = Tracers.Create(_time);
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(async (_, flow, _) =>
        {
            BrokerAttempt attempt = BrokerAttempt.Begin(flow, Point);
            await attempt.End<int, ValueEncoder<int>>(new ValueTask<int>(answer.Task));
            return RuleResult.Breach("flattened");
        }));
        ValueTask<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1));
        Task<StopReport> stop = tracer.StopAsync(Bound).AsTask();
        Assert.False(stop.IsCompleted);
        answer.SetResult(7);

        Assert.True((await stop.InTime()).Drained);
        Assert.Equal(RuleResult.Breach("flattened"), (await dispatch.InTime()).Worst);
        FlowTrace trace = Assert.Single(tracer.RecentFlows);
        Assert.Equal("BREACH_HANDLED", trace.Result);
        Assert.False(trace.Step(StepKind.ApiCall).Late);
    }

    [Fact]
    public async Task AFlowThatOnlyWaitsForItsHandlersIsDrained()
    {
        RiskTracer tracer = Tracers.Create(_time);
        var gate = new Gate();
        tracer.Hooks.Attach<Drill>("drill", (_, _, token) => gate.Hang(token));
        RiskFlow flow = tracer.StartFlow("STARTUP");
        flow.Raise(new Drill(1));
        await gate.Entered.InTime();
        flow.Complete("DONE");
        Task<StopReport> stop = tracer.StopAsync(Bound).AsTask();
        Assert.False(stop.IsCompleted);
        gate.Open();

        Assert.True((await stop.InTime()).Drained);
        FlowTrace trace = Assert.Single(tracer.RecentFlows);
        Assert.Equal("DONE", trace.Result);
        Assert.Equal("success", trace.Step(StepKind.HookExec).Outcome);
    }

    [Fact]
    public async Task WhatIsLeftAtTheBoundIsAbandonedAndNamed()
    {
        RiskTracer tracer = Tracers.Create(_time, static o => o.ActiveFlows = 2);
        RiskFlow calling = tracer.StartFlow("STARTUP");
        BrokerAttempt.Begin(calling, Point);
        _time.Advance(TimeSpan.FromSeconds(1));
        RiskFlow idle = tracer.StartFlow("IDLE");
        RiskFlow beyond = tracer.StartFlow("BEYOND");
        Task<StopReport> stop = tracer.StopAsync(Bound).AsTask();
        _time.Advance(Bound - TimeSpan.FromMilliseconds(1));
        Assert.False(stop.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        StopReport report = await stop.InTime();

        Assert.False(report.Drained);
        Assert.Empty(report.Handlers);
        Assert.Equal(
            [
                new ActiveFlow(calling.Id, "STARTUP", TimeSpan.FromSeconds(4), "place_order", false),
                new ActiveFlow(idle.Id, "IDLE", TimeSpan.FromSeconds(3), "", false),
                new ActiveFlow(beyond.Id, "BEYOND", TimeSpan.FromSeconds(3), "", false),
            ],
            report.Flows);
        Assert.Equal("abandoned: Flow-1 STARTUP; Flow-2 IDLE; Flow-3 BEYOND", report.ToString());
        Assert.Equal(
            [
                "not completed when the tracer stopped, last in place_order",
                "not completed when the tracer stopped, before its first step",
                "not completed when the tracer stopped, before its first step",
            ],
            tracer.RecentFlows.Select(f => f.Result));
        Assert.All(tracer.RecentFlows, f => Assert.True(f.Abandoned));
        Assert.StartsWith("stop: STARTUP is abandoned after 4 s", tracer.RecentFlows[0].Step(StepKind.Alert).Text);
        Assert.Equal(new FlowStatistics(3, 0, 3), tracer.Statistics.Flows);
        // What comes too late is refused, and changes nothing.
        calling.Complete("DONE");
        beyond.Emit("straggler", 1);
        Assert.Equal(new FlowStatistics(3, 0, 3), tracer.Statistics.Flows);
    }

    [Fact]
    public async Task AHandlerThatStillRunsAtTheBoundIsAbandonedAndNamedAndItsFlowEndsWithItsResult()
    {
        RiskTracer tracer = Tracers.Create(_time);
        var hanging = new Gate();
        var blocking = new Gate();
        tracer.Hooks.Attach<Drill>("drill", (_, _, token) => hanging.Hang(token), new HookOptions { Name = "Hanging", Timeout = TimeSpan.FromHours(1) });
        tracer.Hooks.Attach<BreachDetected>("on_breach", (_, _, token) => blocking.Block(token), new HookOptions { Name = "Blocking", Timeout = TimeSpan.FromHours(1) });
        RiskFlow flow = tracer.StartFlow("STARTUP");
        flow.Raise(new Drill(1));
        await hanging.Entered.InTime();
        _time.Advance(TimeSpan.FromSeconds(1));
        flow.Raise(new BreachDetected("rule", null));
        await blocking.Entered.InTime();
        flow.Complete("DONE");
        Task<StopReport> stop = tracer.StopAsync(Bound).AsTask();
        _time.Advance(Bound);
        StopReport report = await stop.InTime();

        Assert.False(report.Drained);
        Assert.Empty(report.Flows);
        Assert.Equal([new RunningHandler(1, "drill", "Hanging", TimeSpan.FromSeconds(4)), new RunningHandler(1, "on_breach", "Blocking", TimeSpan.FromSeconds(3))], report.Handlers);
        FlowTrace trace = Assert.Single(tracer.RecentFlows);
        Assert.Equal("DONE", trace.Result);
        Assert.Equal(["abandoned", "abandoned"], trace.StepsOf(StepKind.HookExec).Select(s => s.Outcome));
        Assert.Equal(2, trace.StepsOf(StepKind.Alert).Count());
        Assert.True(hanging.Token.IsCancellationRequested);
        Assert.True(blocking.Token.IsCancellationRequested);
        hanging.Open();
        blocking.Open();
    }

    [Fact]
    public async Task WhoeverCallsItAgainSharesTheStopAndTheShortestBoundCounts()
    {
        RiskTracer tracer = Tracers.Create(_time);
        RiskFlow flow = tracer.StartFlow("STARTUP");
        Task<StopReport> first = tracer.StopAsync(TimeSpan.FromHours(1)).AsTask();
        Task<StopReport> second = tracer.StopAsync(Bound).AsTask();
        _time.Advance(Bound);

        StopReport report = await first.InTime();
        Assert.Same(report, await second.InTime());
        Assert.Same(report, await tracer.StopAsync().InTime());
        await tracer.DisposeAsync().InTime();
        Assert.Equal(flow.Id, Assert.Single(report.Flows).Id);
        Assert.Equal(new FlowStatistics(1, 0, 1), tracer.Statistics.Flows);
    }

    [Fact]
    public async Task DisposingWaitsAsLongAsTheOptionSays()
    {
        RiskTracer tracer = Tracers.Create(_time, static o => o.StopTimeout = Bound);
        tracer.StartFlow("STARTUP");
        Task disposing = tracer.DisposeAsync().AsTask();
        _time.Advance(Bound - TimeSpan.FromMilliseconds(1));
        Assert.False(disposing.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await disposing.InTime();

        Assert.True(Assert.Single(tracer.RecentFlows).Abandoned);
    }

    [Fact]
    public async Task AnEventThatWaitsForItsTurnIsRefusedWhenItComes()
    {
        RiskTracer tracer = Tracers.Create(_time);
        var answer = new TaskCompletionSource<RuleResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>((_, _, _) => new(answer.Task)));
        Task<DispatchResult> first = dispatcher.DispatchAsync(new Tick(1)).AsTask();
        Task<DispatchResult> waiting = dispatcher.DispatchAsync(new Tick(2)).AsTask();
        Task<StopReport> stop = tracer.StopAsync(Bound).AsTask();
        answer.SetResult(RuleResult.Pass);

        Assert.True((await stop.InTime()).Drained);
        Assert.True((await first.InTime()).Worst.IsPass);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.InTime());
        Assert.Equal(new FlowStatistics(1, 1, 0), tracer.Statistics.Flows);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(86_401)]
    public async Task ABoundOutOfItsRangeIsRefusedAndNothingStops(int seconds)
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        Assert.Equal("within", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => tracer.StopAsync(TimeSpan.FromSeconds(seconds)).AsTask())).ParamName);
        tracer.StartFlow("STARTUP").Complete("DONE");
    }

    // Each flow that was started has its end in the journal, whichever side wins.
    [Fact]
    public async Task WhatStartsJustAsTheTracerStopsIsRefusedOrRecordedToItsEnd()
    {
        for (int round = 0; round < 50; round++)
        {
            RiskTracer tracer = Tracers.Create(configure: static o => o.ActiveFlows = 2);
            using var start = new Barrier(4);
            int started = 0;
            Thread[] threads = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    while (true)
                    {
                        RiskFlow flow = tracer.StartFlow("RACE");
                        Interlocked.Increment(ref started);
                        flow.Complete("DONE");
                    }
                }
                catch (ObjectDisposedException)
                {
                    // Refused.
                }
            }))];
            foreach (Thread thread in threads)
                thread.Start();

            start.SignalAndWait();
            Thread.Yield();
            StopReport report = await tracer.StopAsync(TimeSpan.FromMinutes(1)).InTime();
            foreach (Thread thread in threads)
                thread.InTime();

            Assert.True(report.Drained);
            FlowStatistics flows = tracer.Statistics.Flows;
            if (tracer.Statistics.Journal.Dropped == 0)
                Assert.Equal(new FlowStatistics(started, started, 0), flows);
        }
    }

    // It has taken the handler from the queue, and reads the clock for the record of its begin.
    [Fact]
    public async Task AHandlerThatAWorkerIsAboutToStartHasItsOutcomeBeforeTheJournalEnds()
    {
        var time = new TappedClock();
        var log = new RecordLog();
        RiskTracer tracer = Tracers.Create(time, o => o.Records.Add(log));
        int runs = 0;
        tracer.Hooks.Attach<Drill>("drill", (_, _, _) =>
        {
            Interlocked.Increment(ref runs);
            return default;
        });
        using var isStarting = new ManualResetEventSlim();
        using var mayStart = new ManualResetEventSlim();
        RiskFlow flow = tracer.StartFlow("TEST");
        time.OnRead = () =>
        {
            if (Thread.CurrentThread.Name?.StartsWith("RiskTraceGen hooks", StringComparison.Ordinal) != true || isStarting.IsSet)
                return;

            isStarting.Set();
            mayStart.WaitInTime();
        };
        ValueTask<HookOutcome> raise = flow.RaiseAsync(new Drill(1));
        isStarting.WaitInTime();
        Task<StopReport> stop = tracer.StopAsync(TimeSpan.Zero).AsTask();
        Assert.True(SpinWait.SpinUntil(() => tracer.Hooks.IsClosed, TimeSpan.FromSeconds(60)));
        mayStart.Set();

        Assert.False((await stop.InTime()).Drained);
        Assert.Equal(1, (await raise.InTime()).Abandoned);
        Assert.Equal(0, runs);
        Assert.Empty(new Recount(log.Rows, rulesOfAnEvent: 0).Violations);
    }
}
