namespace RiskTraceGen.Tests;

public sealed class DispatchVerdicts
{
    private static readonly Evaluation<Tick> Passes = static (_, _, _) => new(RuleResult.Pass);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARuleThatThrowsIsAnErrorAndTheOthersAreStillEvaluated(bool suspends)
    {
        await using RiskTracer tracer = Tracers.Create();
        var critical = new List<CriticalFailure>();
        tracer.Hooks.Attach<CriticalFailure>("critical_failure", (failure, _, _) =>
        {
            critical.Add(failure);
            return default;
        }, new HookOptions { Inline = true });
        var thrown = new FormatException("bad tick");
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(
            Passes,
            async (_, _, _) =>
            {
                if (suspends)
                    await Task.Yield();
                throw thrown;
            },
            static (_, _, _) => throw new IOException(),
            static (_, _, _) => new(RuleResult.Breach("too big"))));
        DispatchResult result = await dispatcher.DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(4, result.Count);
        Assert.Equal([RuleSeverity.Pass, RuleSeverity.Error, RuleSeverity.Error, RuleSeverity.Breach], Enumerable.Range(0, 4).Select(i => result[i].Severity));
        Assert.Equal(RuleResult.Error("threw FormatException"), result.Worst);
        Assert.Equal([("rule_1", thrown), ("rule_2", critical[1].Exception)], critical.Select(c => (c.Source, c.Exception)));
        FlowTrace trace = await tracer.FlowAsync(1);
        Assert.Equal("ERROR", trace.Result);
        Assert.Equal("bad tick", Assert.Single(trace.StepsOf(StepKind.RiskEval), s => s.Name == "rule_1").Exception!.Message);
        Assert.Equal(2, trace.StepsOf(StepKind.Alert).Count());
        Assert.Equal(new EvaluationStatistics(1, 0, 1, 2), tracer.Statistics.Evaluations);
    }

    [Fact]
    public async Task WhatIsNotANumberOrMissingIsInsufficientData()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(
            static (_, flow, _) => new(flow.Exceeds("loss", double.NaN, 1) ? RuleResult.Breach("loss") : RuleResult.Pass),
            static (_, flow, _) => new(flow.FallsBelow<decimal?>("margin", null, 1) ? RuleResult.Breach("margin") : RuleResult.Pass)));
        DispatchResult result = await dispatcher.DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(RuleResult.InsufficientData("loss: the value is not a number"), result[0]);
        Assert.Equal(RuleResult.InsufficientData("margin: the value is missing"), result[1]);
        Assert.Equal(RuleSeverity.InsufficientData, result.Worst.Severity);
        Assert.Equal("INSUFFICIENT_DATA", (await tracer.FlowAsync(1)).Result);
    }

    [Fact]
    public async Task NoVerdictIsAnError()
    {
        await using RiskTracer tracer = Tracers.Create();
        DispatchResult result = await tracer.Dispatcher(new ScriptedRules<Tick>(static (_, _, _) => default)).DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(RuleSeverity.Error, default(RuleResult).Severity);
        Assert.Equal("no verdict", default(RuleResult).Reason);
        Assert.Equal(RuleResult.Error("no verdict").Severity, result.Worst.Severity);
        Assert.Equal("ERROR", (await tracer.FlowAsync(1)).Result);
    }

    [Fact]
    public async Task AnEventThatWakesNoRuleIsNeverAPass()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(Passes));
        foreach (DispatchResult result in new[] { await dispatcher.DispatchAsync("no event").InTime(), await dispatcher.DispatchAsync(7).InTime(), default })
        {
            Assert.False(result.Evaluated);
            Assert.Equal(0, result.Count);
            Assert.False(result.Worst.IsPass);
            Assert.Throws<ArgumentOutOfRangeException>(() => result[0]);
        }

        Assert.Empty(dispatcher.RulesFor<string>());
        Assert.Equal(0, (await tracer.StatisticsAsync()).Flows.Started);
    }

    [Theory]
    [InlineData(0, "PASS")]
    [InlineData(1, "BREACH_HANDLED")]
    [InlineData(2, "BREACH_CALL_FAILED")]
    public async Task TheResultOfTheFlowSaysWhetherTheBreachWasHandled(int what, string expected)
    {
        await using RiskTracer tracer = Tracers.Create();
        var exchange = new FakeExchange { OnPlace = () => new(new Order(what != 2, null)) };
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(async (_, flow, token) =>
        {
            if (what == 0)
                return RuleResult.Pass;

            await exchange.Traced(flow).PlaceAsync("ES", -1, token);
            return RuleResult.Breach("too big");
        }));
        await dispatcher.DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(expected, (await tracer.FlowAsync(1)).Result);
    }

    [Fact]
    public async Task VerdictsStandInTheOrderOfRulesFor()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(
            new ScriptedRules<Tick>("a", static (_, _, _) => new(RuleResult.Breach("a_0")), Passes),
            new ScriptedRules<Tick>("b", static (_, _, _) => new(RuleResult.Breach("b_0"))));
        DispatchResult result = await dispatcher.DispatchAsync(new Tick(1)).InTime();

        IReadOnlyList<RuleDescriptor> rules = dispatcher.RulesFor<Tick>();
        Assert.Equal(["a_0", "a_1", "b_0"], rules.Select(r => r.Name));
        Assert.Equal(result.Count, rules.Count);
        Assert.Equal("a_0", result[0].Reason);
        Assert.True(result[1].IsPass);
        Assert.Equal("b_0", result[2].Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => result[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => result[-1]);
    }
}
