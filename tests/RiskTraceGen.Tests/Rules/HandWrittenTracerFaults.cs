namespace RiskTraceGen.Tests;

/// <summary>What tracers written by hand for this job got wrong, one test each.</summary>
public sealed class HandWrittenTracerFaults
{
    private readonly FakeExchange _exchange = new();

    [Fact]
    public async Task AnEvaluationIsNotABreachBeforeItRan()
    {
        await using RiskTracer tracer = Tracers.Create();
        var gate = new TaskCompletionSource();
        Task dispatch = tracer.Dispatcher(new ScriptedRules<Tick>(async (_, flow, _) =>
        {
            flow.Emit("looking", 1);
            await gate.Task;
            return RuleResult.Breach("too big");
        })).DispatchAsync(new Tick(1)).AsTask();

        Assert.Equal(default, (await tracer.StatisticsAsync()).Evaluations);
        Assert.Equal(new ActiveFlow(1, FlowTrace.RuleEvaluation, default, "rule_0", false), Assert.Single(tracer.ActiveFlows) with { Age = default });
        gate.SetResult();
        await dispatch.InTime();
        Assert.Equal(new EvaluationStatistics(0, 0, 1, 0), (await tracer.StatisticsAsync()).Evaluations);
    }

    [Fact]
    public async Task ACallThatIsNeverAwaitedIsNoSuccess()
    {
        await using RiskTracer tracer = Tracers.Create();
        var answer = new TaskCompletionSource<int>();
        var placed = new TaskCompletionSource<Order>();
        _exchange.OnPositions = () => answer.Task;
        _exchange.OnPlace = () => new(placed.Task);
        await tracer.Dispatcher(new ScriptedRules<Tick>((_, flow, _) =>
        {
            _ = _exchange.Traced(flow).PositionsAsync();
            _ = _exchange.Traced(flow).PlaceAsync("ES", 1).AsTask();
            return new(RuleResult.Pass);
        })).DispatchAsync(new Tick(1)).InTime();

        FlowTrace before = await tracer.FlowAsync(1);
        Assert.Equal(2, before.StepsOf(StepKind.ApiCall).Count());
        Assert.All(before.StepsOf(StepKind.ApiCall), call => Assert.Equal("no end recorded", call.Outcome));
        Assert.Equal(new BrokerCallStatistics(2, 0, 0, 0, 0), tracer.Statistics.BrokerCalls);

        answer.SetException(new InvalidOperationException("connection lost"));
        placed.SetCanceled();
        FlowTrace after = await tracer.FlowAsync(1);
        Assert.Equal(["ambiguous", "failed"], after.StepsOf(StepKind.ApiCall).Select(call => call.Outcome).Order());
        Assert.All(after.StepsOf(StepKind.ApiCall), call => Assert.True(call.Late));
        Assert.Equal(new BrokerCallStatistics(2, 0, 1, 1, 0), tracer.Statistics.BrokerCalls);
    }

    [Fact]
    public async Task FlowsThatHaveEndedCanBeShown()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(static (_, flow, _) =>
        {
            flow.Exceeds("Size check", 5, 2);
            return new(RuleResult.Breach("too big"));
        }));
        await dispatcher.DispatchAsync(new Tick(1)).InTime();

        FlowTrace flow = await tracer.FlowAsync(1);
        Assert.Empty(tracer.ActiveFlows);
        Assert.Equal(["FLOW_START", "RISK_EVAL", "EVAL_DETAIL", "HOOK_EXEC", "FLOW_END"], flow.Steps.Select(s => s.KindName));
    }

    [Fact]
    public async Task ARuleThatThrewHasNotPassed()
    {
        await using RiskTracer tracer = Tracers.Create();
        DispatchResult result = await tracer.Dispatcher(new ScriptedRules<Tick>(static (_, _, _) => throw new FormatException())).DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(RuleSeverity.Error, result.Worst.Severity);
        Assert.Equal(new EvaluationStatistics(0, 0, 0, 1), (await tracer.StatisticsAsync()).Evaluations);
        Assert.Equal("ERROR", tracer.RecentFlows[0].Result);
    }

    [Fact]
    public async Task AHookThatNothingHandlesIsNotShownAsExecuted()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new BreachDetected("max_contracts", "ES"));
        flow.Complete("DONE");

        Assert.Equal("no handler", (await tracer.FlowAsync(1)).Step(StepKind.HookExec).Outcome);
        Assert.Equal(0, tracer.Statistics.Hooks.Succeeded);
    }

    [Fact]
    public async Task AnEventThatReachesNoRuleDoesNotLookLikeAPass()
    {
        await using RiskTracer tracer = Tracers.Create();
        DispatchResult result = await tracer.Dispatcher().DispatchAsync(new Tick(1)).InTime();

        Assert.False(result.Evaluated);
        Assert.False(result.Worst.IsPass);
        Assert.Equal(1, (await tracer.StatisticsAsync()).UnroutedEvents);
    }

    [Fact]
    public async Task StepsDoNotPileUp()
    {
        const int Steps = 20_000;
        await using RiskTracer tracer = Tracers.Create(configure: o => o.RecentFlows = 4);
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(static (_, flow, _) =>
        {
            for (int i = 0; i < Steps; i++)
                flow.Emit("step", i);

            return new(RuleResult.Pass);
        }));
        for (int i = 0; i < 20; i++)
        {
            await dispatcher.DispatchAsync(new Tick(i)).InTime();
            await tracer.FlushAsync().InTime();
        }

        Assert.Equal(4, tracer.RecentFlows.Count);
        Assert.All(tracer.RecentFlows, f =>
        {
            Assert.True(f.LeftOut > 0);
            Assert.True(f.Steps.Count < Steps);
            Assert.True(f.TotalSteps > Steps);
        });
    }
}
