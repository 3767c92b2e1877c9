using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class ActiveFlowList
{
    private static readonly TracePoint Point = TracePoint.BrokerCall("place_order", "IBroker.Place");

    [Fact]
    public async Task ListsWhatHasStartedAndNotEnded()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time);
        using RiskFlow first = tracer.StartFlow("FIRST");
        using RiskFlow second = tracer.StartFlow("SECOND");
        time.Advance(TimeSpan.FromSeconds(3));
        using RiskFlow third = tracer.StartFlow("THIRD");
        BrokerAttempt.Begin(third, Point).End();
        second.Complete("DONE");

        Assert.Equal(
            [new ActiveFlow(1, "FIRST", TimeSpan.FromSeconds(3), "", false), new ActiveFlow(3, "THIRD", TimeSpan.Zero, "place_order", false)],
            tracer.ActiveFlows);
    }

    [Fact]
    public async Task ACallOfAFlowThatHasEndedIsNotTheStepOfTheSlotsNextTenant()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.ActiveFlows = 1);
        RiskFlow old = tracer.StartFlow("OLD");
        old.Complete("DONE");
        using RiskFlow tenant = tracer.StartFlow("TENANT");
        Assert.Same(old.Slot, tenant.Slot);

        BrokerAttempt.Begin(old, Point).End();

        Assert.Equal("", Assert.Single(tracer.ActiveFlows).Step);
    }

    [Fact]
    public async Task AFlowThatWaitsForHandlersIsCompleting()
    {
        await using RiskTracer tracer = Tracers.Create();
        var gate = new Gate();
        tracer.Hooks.Attach<Drill>("drill", (_, _, token) => gate.Hang(token));
        RiskFlow flow = tracer.StartFlow("STARTUP");
        flow.Raise(new Drill(1));
        await gate.Entered.InTime();
        flow.Complete("DONE");

        Assert.True(Assert.Single(tracer.ActiveFlows).Completing);
        gate.Open();
    }

    [Fact]
    public async Task TheStepIsTheRuleTheHandlerOrTheCallThatWasEnteredLast()
    {
        await using RiskTracer tracer = Tracers.Create();
        var steps = new List<string>();
        void Note() => steps.Add(Assert.Single(tracer.ActiveFlows).Step);
        tracer.Hooks.Attach<BreachDetected>("on_breach", (_, _, _) =>
        {
            Note();
            return default;
        }, new HookOptions { Inline = true, Name = "Pager" });
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(
            (_, flow, _) =>
            {
                Note();
                BrokerAttempt.Begin(flow, Point);
                Note();
                flow.Raise(new BreachDetected("rule_0", null));
                return new(RuleResult.Breach("seen"));
            },
            (_, _, _) =>
            {
                Note();
                return new(RuleResult.Pass);
            }));
        await dispatcher.DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(["rule_0", "place_order", "on_breach → Pager", "rule_1"], steps);
    }

    // What has been active for longest is what one looks for, wherever its slot is.
    [Fact]
    public async Task TheOldestAreListedAlsoThoseBeyondThePool()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.ActiveFlows = 2);
        RiskFlow first = tracer.StartFlow("FIRST");
        RiskFlow second = tracer.StartFlow("SECOND");
        using RiskFlow beyond = tracer.StartFlow("BEYOND");
        first.Complete("DONE");
        Assert.Equal([2, 3], tracer.ActiveFlows.Select(f => f.Id));
        second.Complete("DONE");
        using RiskFlow younger = tracer.StartFlow("YOUNGER");
        using RiskFlow youngest = tracer.StartFlow("YOUNGEST");

        Assert.Equal([(beyond.Id, "BEYOND"), (younger.Id, "YOUNGER")], tracer.ActiveFlows.Select(f => (f.Id, f.Type)));
    }

    [Fact]
    public async Task MoreFlowsMayBeActiveThanAreListed()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.ActiveFlows = 2);
        RiskFlow[] flows = [.. Enumerable.Range(0, 5).Select(i => tracer.StartFlow($"FLOW_{i}"))];

        Assert.Equal([1, 2], tracer.ActiveFlows.Select(f => f.Id));
        Assert.Equal("FLOW_4", flows[4].Type);
        foreach (RiskFlow flow in flows)
            flow.Complete($"RESULT_{flow.Id}");

        await tracer.FlushAsync().InTime();
        Assert.Equal([1, 2, 3, 4, 5], tracer.RecentFlows.Select(f => f.Id));
        Assert.All(tracer.RecentFlows, f => Assert.Equal($"RESULT_{f.Id}", f.Result));
        Assert.Empty(tracer.ActiveFlows);
    }
}
