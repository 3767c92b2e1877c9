using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class RuleTimeouts
{
    private static readonly Evaluation<Tick> Passes = static (_, _, _) => new(RuleResult.Pass);
    private static readonly RuleResult NoVerdict = RuleResult.Error("no verdict within 250 ms");
    private static readonly TimeSpan Over = TimeSpan.FromMilliseconds(260);

    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<RuleResult> _answer = new();

    [Fact]
    public async Task ARuleThatAwaitsTooLongIsGivenUpAndTheOthersAreStillEvaluated()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>("rule", 250, (_, _, _) => new(_answer.Task), Passes));
        Task<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1)).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(dispatch.IsCompleted);
        Assert.Empty(critical.Payloads);
        _time.Advance(TimeSpan.FromMilliseconds(11));
        DispatchResult result = await dispatch.InTime();

        Assert.Equal((NoVerdict, RuleResult.Pass), (result[0], result[1]));
        Assert.Equal([new CriticalFailure("rule_0", "no verdict within 250 ms")], critical.Payloads);
        FlowTrace flow = await tracer.FlowAsync(1);
        Assert.Equal("ERROR", flow.Result);
        Assert.Equal(["ERROR", "PASS"], flow.StepsOf(StepKind.RiskEval).Select(s => s.Outcome));
    }

    [Fact]
    public async Task WhatAGivenUpRuleSaysIsRecordedAsLateAndChangesNothing()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        var breaches = new Raised<BreachDetected>(tracer, "on_breach");
        Task<DispatchResult> dispatch = tracer.Dispatcher(new ScriptedRules<Tick>("rule", 250, (_, _, _) => new(_answer.Task))).DispatchAsync(new Tick(1)).AsTask();
        _time.Advance(Over);
        DispatchResult result = await dispatch.InTime();
        Assert.Equal(0, (await tracer.StatisticsAsync()).LateRecords);
        _time.Advance(TimeSpan.FromMilliseconds(40));
        _answer.SetResult(RuleResult.Breach("flattened"));

        FlowTrace flow = await tracer.FlowAsync(1);
        TraceStep step = flow.Step(StepKind.RiskEval);
        Assert.Equal(NoVerdict, result.Worst);
        Assert.Equal((RuleSeverity.Error, "ERROR", "ERROR"), (flow.Worst, flow.Result, step.Outcome));
        Assert.Equal(("BREACH", "flattened", "300 ms"), (step.Field("ended_as"), step.Field("ended_reason"), step.Field("ended_after")));
        Assert.Equal(new EvaluationStatistics(0, 0, 0, 1), tracer.Statistics.Evaluations);
        Assert.Equal(1, tracer.Statistics.Latencies.Single(l => l.Kind == LatencyKind.Rule).Count);
        Assert.Equal(1, tracer.Statistics.LateRecords);
        Assert.Single(critical.Payloads);
        Assert.Empty(breaches.Payloads);
    }

    [Fact]
    public async Task AGivenUpRuleThatThrowsWhileItsFlowGoesOnIsRecordedToo()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        var next = new Gate();
        RiskDispatcher dispatcher = tracer.Dispatcher(
            new ScriptedRules<Tick>("slow", 250, (_, _, _) => new(_answer.Task)),
            new ScriptedRules<Tick>("next", async (_, _, token) =>
            {
                await next.Hang(token);
                return RuleResult.Pass;
            }));
        Task<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1)).AsTask();
        _time.Advance(Over);
        await next.Entered.InTime();
        _answer.SetException(new IOException("connection lost"));
        next.Open();
        DispatchResult result = await dispatch.InTime();

        Assert.Equal((NoVerdict, RuleResult.Pass), (result[0], result[1]));
        TraceStep step = Assert.Single((await tracer.FlowAsync(1)).StepsOf(StepKind.RiskEval), s => s.Name == "slow_0");
        Assert.Equal(("ERROR", "connection lost"), (step.Field("ended_as"), step.Exception!.Message));
        Assert.Equal(0, tracer.Statistics.LateRecords);
        Assert.Equal(new EvaluationStatistics(1, 0, 0, 1), tracer.Statistics.Evaluations);
        Assert.Single(critical.Payloads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARuleThatBlocksItsThreadIsToldOfAtOnceAndIsAnErrorWhateverItReturns(bool suspendsAfterwards)
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        var gate = new Gate();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>("rule", 250, (_, _, token) =>
        {
            gate.Block(token).GetAwaiter().GetResult();
            return suspendsAfterwards ? new(_answer.Task) : new(RuleResult.Pass);
        }, Passes));
        Task<DispatchResult> dispatch = Task.Run(() => dispatcher.DispatchAsync(new Tick(1)).AsTask());
        await gate.Entered.InTime();
        _time.Advance(Over);
        Assert.Equal([new CriticalFailure("rule_0", "no verdict within 250 ms")], critical.Payloads);
        Assert.False(dispatch.IsCompleted);

        gate.Open();
        DispatchResult result = await dispatch.InTime();
        _answer.SetResult(RuleResult.Pass);

        Assert.Equal((NoVerdict, RuleResult.Pass), (result[0], result[1]));
        Assert.Single(critical.Payloads);
        TraceStep step = Assert.Single((await tracer.FlowAsync(1)).StepsOf(StepKind.RiskEval), s => s.Name == "rule_0");
        Assert.Equal(("ERROR", "PASS"), (step.Outcome, step.Field("ended_as")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARuleThatEndsInTimeIsNotToldOfLater(bool suspends)
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>("rule", 250, async (_, _, _) => suspends ? await _answer.Task : RuleResult.Breach("too big")));
        for (int i = 0; i < 3; i++)
        {
            Task<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(i)).AsTask();
            _time.Advance(TimeSpan.FromMilliseconds(240));
            _answer.TrySetResult(RuleResult.Breach("too big"));
            Assert.Equal(RuleResult.Breach("too big"), (await dispatch.InTime()).Worst);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(critical.Payloads);
        Assert.Equal(new EvaluationStatistics(0, 0, 3, 0), (await tracer.StatisticsAsync()).Evaluations);
    }

    [Fact]
    public async Task TheTimeoutOfTheTracerIsForRulesWithoutOneOfTheirOwn()
    {
        await using RiskTracer tracer = Tracers.Create(_time, o => o.RuleTimeout = TimeSpan.FromSeconds(1));
        var entered = new TaskCompletionSource();
        RiskDispatcher dispatcher = tracer.Dispatcher(
            new ScriptedRules<Tick>("own", 250, (_, _, _) => new(_answer.Task)),
            new ScriptedRules<Tick>("tracer", (_, _, _) =>
            {
                entered.SetResult();
                return new(_answer.Task);
            }));
        Task<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1)).AsTask();
        _time.Advance(Over);
        await entered.Task.InTime();
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.False(dispatch.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(110));
        DispatchResult result = await dispatch.InTime();

        Assert.Equal((NoVerdict, RuleResult.Error("no verdict within 1000 ms")), (result[0], result[1]));
        Assert.Equal([250, 0], dispatcher.RulesFor<Tick>().Select(r => r.TimeoutMilliseconds));
    }

    [Fact]
    public async Task ARuleIsNotEvaluatedAgainBeforeItsGivenUpEvaluationHasEnded()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        int evaluated = 0;
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>("rule", 250, (tick, _, _) =>
        {
            evaluated++;
            return tick.Number == 1 ? new(_answer.Task) : new(RuleResult.Pass);
        }, Passes));
        Task<DispatchResult> first = dispatcher.DispatchAsync(new Tick(1)).AsTask();
        _time.Advance(Over);
        await first.InTime();
        DispatchResult second = await dispatcher.DispatchAsync(new Tick(2)).InTime();
        Assert.Equal((RuleSeverity.Error, RuleSeverity.Pass), (second[0].Severity, second[1].Severity));
        Assert.Contains("has not ended", second[0].Reason);
        Assert.Equal((1, 2), (evaluated, critical.Payloads.Length));

        _answer.SetResult(RuleResult.Pass);
        Assert.True((await dispatcher.DispatchAsync(new Tick(3)).InTime()).Worst.IsPass);
        Assert.Equal(2, evaluated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EndAndTimeoutThatMeetGiveOneVerdict(bool concurrent)
    {
        int dispatches = TestScale.Of(200);
        await using RiskTracer tracer = Tracers.Create(_time, o => (o.ConcurrentRules, o.RecentFlows) = (concurrent, dispatches));
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        TaskCompletionSource<RuleResult> answer = null!;
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>("rule", 250, (_, _, _) => new(answer.Task), Passes));
        using var meet = new Barrier(2);
        var ending = new Thread(() =>
        {
            for (int i = 0; i < dispatches; i++)
            {
                meet.SignalAndWait();
                answer.SetResult(RuleResult.Pass);
                meet.SignalAndWait();
            }
        });
        ending.Start();
        int givenUp = 0;
        for (int i = 0; i < dispatches; i++)
        {
            answer = new TaskCompletionSource<RuleResult>();
            // Goes on on the pool: on the thread that ends the rule this test would meet nobody.
            Task<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(i)).AsTask().ContinueWith(static done => done.GetAwaiter().GetResult(), TaskScheduler.Default);
            meet.SignalAndWait();
            _time.Advance(Over);
            givenUp += (await dispatch.InTime()).Worst.IsPass ? 0 : 1;
            meet.SignalAndWait();
        }

        ending.InTime();
        Assert.Equal(new EvaluationStatistics((2 * dispatches) - givenUp, 0, 0, givenUp), (await tracer.StatisticsAsync()).Evaluations);
        Assert.Equal(givenUp, critical.Payloads.Length);
        Assert.Equal(givenUp, tracer.RecentFlows.Sum(f => f.StepsOf(StepKind.RiskEval).Count(s => s.Outcome == "ERROR" && Equals(s.Field("ended_as"), "PASS"))));
        Assert.Empty(tracer.ActiveFlows);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HandlersSeeTheSurroundingsOfTheDispatch(bool isGivenUp)
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        var surroundings = new AsyncLocal<string>();
        var seen = new TaskCompletionSource<string?>();
        tracer.Hooks.Attach<CriticalFailure>("critical_failure", (_, _, _) =>
        {
            seen.SetResult(surroundings.Value);
            return default;
        });
        surroundings.Value = "dispatch";
        Task<DispatchResult> dispatch = tracer.Dispatcher(new ScriptedRules<Tick>("rule", 250, (_, _, _) => new(_answer.Task))).DispatchAsync(new Tick(1)).AsTask();
        surroundings.Value = "elsewhere";
        if (isGivenUp)
            _time.Advance(Over);
        else
            _answer.SetResult(default);
        await dispatch.InTime();

        Assert.Equal("dispatch", await seen.Task.InTime());
    }

    [Fact]
    public async Task ADispatchFromAnInlineHandlerOfTheTimeoutIsRefused()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>("rule", 250, (_, _, _) => new(_answer.Task)));
        Exception? thrown = null;
        tracer.Hooks.Attach<CriticalFailure>("critical_failure", async (_, _, _) => thrown = await Record.ExceptionAsync(async () => await dispatcher.DispatchAsync(new Tick(2))), new HookOptions { Inline = true });
        Task<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1)).AsTask();
        _time.Advance(Over);
        await dispatch.InTime();

        Assert.IsType<InvalidOperationException>(thrown);
    }

    [Fact]
    public void ANegativeTimeoutIsNamed()
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new ScriptedRules<Tick>("rule", -1, Passes));
        Assert.Contains("'rule_0' must not be negative", thrown.Message);
    }
}
