namespace RiskTraceGen.Tests;

/// <summary>on_breach is raised once for each breach: by the rule, or else by the dispatcher.</summary>
public sealed class BreachRaising
{
    [Fact]
    public async Task TheDispatcherRaisesWhereTheRuleDidNot()
        => Assert.Equal(
            [new BreachDetected("rule_0", "ES", Reason: "too big")],
            await RaisedBy(static (_, _, _) => new(RuleResult.Breach("too big"))));

    [Fact]
    public async Task TheDispatcherDoesNotRaiseWhereTheRuleDid()
        => Assert.Equal(
            [new BreachDetected("mine", "NQ", 5, 2)],
            await RaisedBy(static (_, flow, _) =>
            {
                flow.Raise(new BreachDetected("mine", "NQ", 5, 2));
                return new(RuleResult.Breach("too big"));
            }));

    [Fact]
    public async Task TheDispatcherDoesNotRaiseWhereTheRuleDidAndWaited()
        => Assert.Equal(
            [new BreachDetected("mine", null)],
            await RaisedBy(static async (_, flow, _) =>
            {
                await Task.Yield();
                await flow.RaiseAsync(new BreachDetected("mine", null));
                return RuleResult.Breach("too big");
            }));

    [Fact]
    public async Task ABreachThatAHandlerRaisesIsNotTheRulesOwn()
    {
        await using RiskTracer tracer = Tracers.Create();
        List<BreachDetected> raised = Listen(tracer);
        tracer.Hooks.Attach<Drill>("drill", static (_, flow, _) =>
        {
            flow.Raise(new BreachDetected("handler", null));
            return default;
        }, new HookOptions { Inline = true });
        await tracer.Dispatcher(new ScriptedRules<Tick>(
            static (_, flow, _) =>
            {
                flow.Raise(new BreachDetected("mine", null));
                flow.Raise(new Drill(1));
                return new(RuleResult.Breach("first"));
            },
            static (_, flow, _) =>
            {
                flow.Raise(new Drill(2));
                return new(RuleResult.Breach("second"));
            })).DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(["mine", "handler", "handler", "rule_1"], raised.Select(b => b.Rule));
    }

    [Fact]
    public async Task WhatOneRuleRaisedIsNotTheNextOnes()
        => Assert.Equal(
            ["mine", "rule_1"],
            (await RaisedBy(
                static (_, flow, _) =>
                {
                    flow.Raise(new BreachDetected("mine", null));
                    return new(RuleResult.Breach("first"));
                },
                static (_, _, _) => new(RuleResult.Breach("second")))).Select(b => b.Rule));

    [Fact]
    public async Task AContractThatCannotBeReadCostsNeitherTheBreachNorTheOtherRules()
    {
        await using RiskTracer tracer = Tracers.Create();
        List<BreachDetected> raised = Listen(tracer);
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(
            static (_, _, _) => new(RuleResult.Breach("first")),
            static (_, _, _) => new(RuleResult.Breach("second")))
        { Contract = static _ => throw new FormatException() });
        DispatchResult result = await dispatcher.DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(2, result.Count);
        Assert.Equal([new BreachDetected("rule_0", null, Reason: "first"), new BreachDetected("rule_1", null, Reason: "second")], raised);
        Assert.Empty(tracer.ActiveFlows);
    }

    private static async Task<List<BreachDetected>> RaisedBy(params Evaluation<Tick>[] rules)
    {
        await using RiskTracer tracer = Tracers.Create();
        List<BreachDetected> raised = Listen(tracer);
        await tracer.Dispatcher(new ScriptedRules<Tick>(rules) { Contract = static _ => "ES" }).DispatchAsync(new Tick(1)).InTime();
        return raised;
    }

    private static List<BreachDetected> Listen(RiskTracer tracer)
    {
        var raised = new List<BreachDetected>();
        tracer.Hooks.Attach<BreachDetected>("on_breach", (breach, _, _) =>
        {
            raised.Add(breach);
            return default;
        }, new HookOptions { Inline = true });
        return raised;
    }
}
