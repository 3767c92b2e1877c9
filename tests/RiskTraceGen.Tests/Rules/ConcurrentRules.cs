using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class ConcurrentRules
{
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<RuleResult> _first = new();
    private readonly TaskCompletionSource<RuleResult> _second = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARuleThatAwaitsDelaysTheOthersOnlyWhereRulesAreNotConcurrent(bool concurrent)
    {
        await using RiskTracer tracer = Create(concurrent);
        var breaches = new Raised<BreachDetected>(tracer, "on_breach");
        int started = 0;
        Task<DispatchResult> dispatch = tracer.Dispatcher(new ScriptedRules<Tick>(
            (_, _, _) => new(_first.Task),
            (_, _, _) =>
            {
                started++;
                return new(RuleResult.Breach("too big"));
            },
            (_, _, _) =>
            {
                started++;
                return new(_second.Task);
            })).DispatchAsync(new Tick(1)).AsTask();

        Assert.Equal((concurrent ? 2 : 0, concurrent ? 1 : 0), (started, breaches.Payloads.Length));
        _second.SetResult(RuleResult.InsufficientData("no price"));
        Assert.False(dispatch.IsCompleted);
        _first.SetResult(RuleResult.Error("lost"));
        DispatchResult result = await dispatch.InTime();

        Assert.Equal([RuleResult.Error("lost"), RuleResult.Breach("too big"), RuleResult.InsufficientData("no price")], [result[0], result[1], result[2]]);
        Assert.Equal(RuleResult.Error("lost"), result.Worst);
        Assert.Equal("ERROR", (await tracer.FlowAsync(1)).Result);
        Assert.Equal(new EvaluationStatistics(0, 1, 1, 1), tracer.Statistics.Evaluations);
    }

    [Fact]
    public async Task EachVerdictIsRecordedWhenItIsGivenWithItsOwnTime()
    {
        await using RiskTracer tracer = Create();
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        Task<DispatchResult> dispatch = tracer.Dispatcher(new ScriptedRules<Tick>((_, _, _) => new(_first.Task), (_, _, _) => new(_second.Task))).DispatchAsync(new Tick(1)).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(50));
        _second.SetException(new IOException());
        Assert.Equal("rule_1", Assert.Single(critical.Payloads).Source);
        Assert.Equal(new EvaluationStatistics(0, 0, 0, 1), (await tracer.StatisticsAsync()).Evaluations);
        _time.Advance(TimeSpan.FromMilliseconds(70));
        _first.SetResult(RuleResult.Pass);
        await dispatch.InTime();

        FlowTrace flow = await tracer.FlowAsync(1);
        Assert.Equal([("rule_0", 120.0), ("rule_1", 50.0)], flow.StepsOf(StepKind.RiskEval).Select(s => (s.Name, s.Duration!.Value.TotalMilliseconds)).Order());
        Assert.Equal(TimeSpan.FromMilliseconds(120), flow.Duration);
    }

    [Fact]
    public async Task EachBreachIsRaisedOnceHoweverTheRulesInterleave()
    {
        await using RiskTracer tracer = Create();
        var breaches = new Raised<BreachDetected>(tracer, "on_breach");
        Task<DispatchResult> dispatch = tracer.Dispatcher(new ScriptedRules<Tick>(
            (_, flow, _) =>
            {
                flow.Raise(new BreachDetected("first", null));
                return new(_first.Task);
            },
            (_, flow, _) =>
            {
                flow.Raise(new BreachDetected("second", null));
                return new(_second.Task);
            },
            (_, _, _) => new(RuleResult.Breach("third")))).DispatchAsync(new Tick(1)).AsTask();
        _first.SetResult(RuleResult.Breach("first"));
        _second.SetResult(RuleResult.Breach("second"));
        await dispatch.InTime();

        Assert.Equal(["first", "second", "rule_2"], breaches.Payloads.Select(b => b.Rule));
    }

    [Fact]
    public async Task TheNextEventIsEvaluatedWhenEveryRuleHasGivenItsVerdict()
    {
        await using RiskTracer tracer = Create();
        var started = new List<(int Event, int Rule)>();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(
            (tick, _, _) => Start(tick, 0, _first),
            (tick, _, _) => Start(tick, 1, _second)));
        Task first = dispatcher.DispatchAsync(new Tick(1)).AsTask();
        Task second = dispatcher.DispatchAsync(new Tick(2)).AsTask();
        _first.SetResult(RuleResult.Pass);
        Assert.Equal([(1, 0), (1, 1)], started);
        _second.SetResult(RuleResult.Pass);
        await Task.WhenAll(first, second).InTime();

        Assert.Equal([(1, 0), (1, 1), (2, 0), (2, 1)], started);

        ValueTask<RuleResult> Start(Tick tick, int rule, TaskCompletionSource<RuleResult> answer)
        {
            started.Add((tick.Number, rule));
            return new(answer.Task);
        }
    }

    [Fact]
    public async Task EachRuleHasItsOwnTimeout()
    {
        await using RiskTracer tracer = Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(
            new ScriptedRules<Tick>("quick", 100, (_, _, _) => new(_first.Task)),
            new ScriptedRules<Tick>("patient", 500, (_, _, _) => new(_second.Task)));
        Task<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1)).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(120));
        Assert.Equal(1, (await tracer.StatisticsAsync()).Evaluations.Error);
        Assert.False(dispatch.IsCompleted);
        _second.SetResult(RuleResult.Pass);
        DispatchResult result = await dispatch.InTime();

        Assert.Equal((RuleResult.Error("no verdict within 100 ms"), RuleResult.Pass), (result[0], result[1]));
    }

    private RiskTracer Create(bool concurrent = true) => Tracers.Create(_time, o => o.ConcurrentRules = concurrent);
}
