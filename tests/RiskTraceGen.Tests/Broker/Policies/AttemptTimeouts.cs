using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>Attempts that take too long: given up, and what the broker says of them afterwards.</summary>
public sealed class AttemptTimeouts
{
    private const string GivenUp = "It may still do what it was asked";

    private static readonly TimeSpan PastTimeout = TimeSpan.FromSeconds(1.1);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task AnAttemptThatIsGivenUpIsAmbiguousAndItsLateAnswerIsToldOf(bool idempotent, int lateAlerts)
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time);
        RiskFlow flow = tracer.StartFlow("TEST");
        var pending = new TaskCompletionSource<Fill?>();
        var script = new CallScript { OnAttempt = _ => BrokerAnswer.Of(pending.Task) };
        ValueTask<Fill?> call = script.RunAsync(CallScript.Policy("slow", point => new CallPolicy(point) { TimeoutMilliseconds = 1000, Idempotent = idempotent }), flow);
        time.Advance(PastTimeout);

        await AssertGivenUpAsync(call.AsTask());
        pending.SetResult(new Fill("late", "ok"));
        flow.Complete("DONE");
        FlowTrace trace = await tracer.FlowAsync(flow.Id);
        TraceStep attempt = trace.Step(StepKind.ApiCall);
        Assert.Equal("ambiguous", attempt.Outcome);
        Assert.StartsWith("success after", (string)attempt.Field("late_answer")!);
        Assert.StartsWith("ambiguous after 1 attempt", (string)attempt.Field("concluded")!);
        Assert.Equal(1 + lateAlerts, trace.StepsOf(StepKind.Alert).Count());
        BrokerCallStatistics calls = tracer.Statistics.BrokerCalls;
        Assert.Equal(new BrokerCallStatistics(1, 0, 0, 1, 0) { LateAnswers = 1, Conclusions = new CallConclusionStatistics { Ambiguous = 1 } }, calls);
    }

    // What is handed over after its flow says of the attempt what was said of it before, and of the call how it ended.
    [Fact]
    public async Task WhatComesAfterTheFlowHasEndedIsTakenForWhatItIs()
    {
        var additions = new AdditionSink();
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time, options => options.Sinks.Add(additions));
        RiskFlow flow = tracer.StartFlow("TEST");
        var pending = new TaskCompletionSource<Fill?>();
        var script = new CallScript { OnAttempt = number => number == 1 ? BrokerAnswer.Of(pending.Task) : CallScript.Answer("attempt 2", "ok", throws: true) };
        ValueTask<Fill?> call = script.RunAsync(CallScript.Policy("straggling", static point => new CallPolicy(point) { TimeoutMilliseconds = 1000, Idempotent = true, Retries = 1 }), flow);
        time.Advance(PastTimeout);
        TimeSpan wait = await time.WaitBegunAsync();
        flow.Complete("DONE");
        await tracer.FlushAsync().InTime();
        time.Advance(wait);
        Assert.Equal("attempt 2", await CallScript.SeenAsync(call));
        await tracer.FlushAsync().InTime();
        pending.SetResult(new Fill("late", "ok"));
        await tracer.FlushAsync().InTime();

        TraceStep[] steps = [.. additions.Flows.SelectMany(static addition => addition.Steps)];
        Assert.Contains(steps, static step => step.Outcome == "success" && step.Fields.Any(static field => field is { Name: "concluded", Value: "success after 2 attempts, by retry" }));
        Assert.Contains(steps, static step => step.Outcome == "ambiguous" && step.Fields.Any(static field => field is { Name: "late_answer", Value: "success" }));
        TraceStep first = Assert.Single(tracer.RecentFlows).StepsOf(StepKind.ApiCall).First();
        Assert.Equal("ambiguous", first.Outcome);
        Assert.Equal("success after 2 attempts, by retry", first.Field("concluded"));
        Assert.StartsWith("success after", (string)first.Field("late_answer")!);
    }

    [Fact]
    public async Task AnAnswerInTimeIsNoLateOne()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time);
        RiskFlow flow = tracer.StartFlow("TEST");
        var pending = new TaskCompletionSource<Fill?>();
        var script = new CallScript { OnAttempt = _ => BrokerAnswer.Of(pending.Task) };
        ValueTask<Fill?> call = script.RunAsync(CallScript.Policy("quick", static point => new CallPolicy(point) { TimeoutMilliseconds = 1000 }), flow);
        time.Advance(TimeSpan.FromMilliseconds(990));
        pending.SetResult(new Fill("in time", "ok"));
        time.Advance(PastTimeout);

        Assert.Equal("in time", (await call.InTime())!.By);
        Assert.Equal(new BrokerCallStatistics(1, 1, 0, 0, 0), (await tracer.StatisticsAsync()).BrokerCalls);
    }

    // The answer and the timeout meet: one of them is the outcome, and what comes second comes second in the journal too.
    [Fact]
    public async Task AnAnswerThatComesAtTheMomentOfTheTimeoutIsTheOutcomeOrALateAnswer()
    {
        const int Calls = 500;
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time);
        CallPolicy policy = CallScript.Policy("racing", static point => new CallPolicy(point) { TimeoutMilliseconds = 1000, Idempotent = true });
        using var start = new Barrier(2);
        int late = 0;
        for (int i = 0; i < Calls; i++)
        {
            RiskFlow flow = tracer.StartFlow("TEST");
            var pending = new TaskCompletionSource<Fill?>();
            var script = new CallScript { OnAttempt = _ => BrokerAnswer.Of(pending.Task) };
            ValueTask<Fill?> call = script.RunAsync(policy, flow);
            Task answering = Task.Run(() =>
            {
                start.SignalAndWait();
                pending.SetResult(new Fill($"{i}", "ok"));
            });
            start.SignalAndWait();
            time.Advance(PastTimeout);
            Exception? timeout = await Record.ExceptionAsync(async () => Assert.Equal($"{i}", (await call.InTime())!.By));
            await answering.InTime();
            flow.Complete("DONE");
            TraceStep attempt = (await tracer.FlowAsync(flow.Id)).Step(StepKind.ApiCall);
            if (timeout is null)
            {
                Assert.Equal("success", attempt.Outcome);
                continue;
            }

            late++;
            Assert.Contains(GivenUp, timeout.Message);
            Assert.Equal("ambiguous", attempt.Outcome);
        }

        await tracer.FlushAsync().InTime();
        Assert.Equal(new BrokerCallStatistics(Calls, Calls - late, 0, late, 0) { LateAnswers = late, Conclusions = new CallConclusionStatistics { Ambiguous = late } }, tracer.Statistics.BrokerCalls);
    }

    // The watch has found the attempt late, and has not told it yet, when the broker answers.
    [Fact]
    public async Task AnAnswerBetweenTheTimeoutAndItsOutcomeIsRecordedAfterTheOutcome()
    {
        using var directory = new TemporaryDirectory();
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, options => options.JournalDirectory = directory.Path);
        var pending = new TaskCompletionSource<Fill?>();
        tracer.Watch.Begin(new Interruption(TimeSpan.FromSeconds(1), () => pending.SetResult(new Fill("crossed", "ok"))));
        RiskFlow flow = tracer.StartFlow("TEST");
        var script = new CallScript { OnAttempt = _ => BrokerAnswer.Of(pending.Task) };
        ValueTask<Fill?> call = script.RunAsync(CallScript.Policy("crossed", static point => new CallPolicy(point) { TimeoutMilliseconds = 1000, Idempotent = true }), flow);
        time.Advance(PastTimeout);

        await AssertGivenUpAsync(call.AsTask());
        Assert.True(pending.Task.IsCompleted);
        await tracer.DisposeAsync().InTime();
        var ends = new List<(CallOutcome, RecordFlags)>();
        using var journal = new JournalDirectoryReader(JournalDirectory.Open(directory.Path));
        while (journal.TryRead(out TraceRecord record))
        {
            if (record.Type == RecordType.CallEnd && record.Header.Flow == flow.Id)
                ends.Add(((CallOutcome)record.Header.Outcome, record.Header.Flags & RecordFlags.GivenUp));
        }

        Assert.Equal([(CallOutcome.Ambiguous, RecordFlags.None), (CallOutcome.Ok, RecordFlags.GivenUp)], ends);
    }

    [Fact]
    public async Task ABlockingMethodThatHangsIsLeftToThePool()
    {
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time);
        RiskFlow flow = tracer.StartFlow("TEST");
        using var entered = new ManualResetEventSlim();
        using var open = new ManualResetEventSlim();
        var desk = new FakeDesk();
        desk.On[nameof(IPolicedDesk.Block)] = _ =>
        {
            entered.Set();
            open.WaitInTime();
            return 4.25m;
        };
        Task<decimal> call = Task.Factory.StartNew(() => desk.Traced(flow).Block("ES"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        entered.WaitInTime();
        await time.WatchBegunAsync();
        time.Advance(PastTimeout);
        await AssertGivenUpAsync(call);
        open.Set();
        desk.On[nameof(IPolicedDesk.Block)] = static _ => 5m;
        Assert.Equal(5m, desk.Traced(flow).Block("ES"));
    }

    [Fact]
    public async Task ACallThatIsUnderWayWhenItsTracerStopsKeepsItsTimeout()
    {
        var time = new FakeTimeProvider();
        RiskTracer tracer = Tracers.Create(time);
        RiskFlow flow = tracer.StartFlow("TEST");
        var pending = new TaskCompletionSource<Fill?>();
        var script = new CallScript { OnAttempt = _ => BrokerAnswer.Of(pending.Task) };
        CallPolicy policy = CallScript.Policy("stopping", static point => new CallPolicy(point) { TimeoutMilliseconds = 1000 });
        ValueTask<Fill?> before = script.RunAsync(policy, flow);
        await tracer.DisposeAsync().InTime();
        time.Advance(PastTimeout);
        await AssertGivenUpAsync(before.AsTask());

        ValueTask<Fill?> after = script.RunAsync(policy, flow);
        time.Advance(PastTimeout);
        await AssertGivenUpAsync(after.AsTask());
    }

    [Fact]
    public async Task ACallThatWaitsForItsRetryWhenItsTracerStopsIsMadeAgain()
    {
        var time = new WaitedClock();
        RiskTracer tracer = Tracers.Create(time);
        var script = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", number == 1 ? "transient" : "ok", throws: true) };
        ValueTask<Fill?> call = script.RunAsync(CallScript.Policy("stopping", static point => new CallPolicy(point) { Retries = 1 }), tracer.StartFlow("TEST"));
        TimeSpan wait = await time.WaitBegunAsync();
        await tracer.DisposeAsync().InTime();
        time.Advance(wait);

        Assert.Equal("attempt 2", await CallScript.SeenAsync(call));
    }

    // The bound of a test is a timeout too.
    private static async Task AssertGivenUpAsync(Task call) => Assert.Contains(GivenUp, (await Assert.ThrowsAsync<TimeoutException>(() => call.InTime())).Message);

    /// <summary>Expires with what is watched after it, and right after that.</summary>
    private sealed class Interruption : Watched
    {
        private readonly Action _action;

        public Interruption(TimeSpan timeout, Action action) => (Timeout, _action) = (timeout, action);

        protected internal override void OnExpiring() => _action();

        protected internal override void OnExpired()
        {
        }
    }

    private sealed class AdditionSink : IFlowSink
    {
        public List<FlowTrace> Flows { get; } = [];

        public bool Wants(in FlowSummary summary, TraceLevel level) => summary.IsAddition;

        public void OnFlow(FlowTrace flow, TraceLevel level) => Flows.Add(flow);
    }
}
