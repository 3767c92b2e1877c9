using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class LateRecords
{
    private static readonly TracePoint Point = TracePoint.BrokerCall("place_order", "IBroker.Place");

    [Fact]
    public async Task WhatIsRecordedAfterTheEndBelongsToItsOwnFlowThoughTheSlotHadOtherTenants()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.ActiveFlows = 1);
        RiskFlow old = tracer.StartFlow("OLD");
        BrokerAttempt pending = BrokerAttempt.Begin(old, Point);
        old.Complete("DONE");
        for (int i = 0; i < 3; i++)
            tracer.StartFlow("TENANT").Complete("DONE");

        using RiskFlow tenant = tracer.StartFlow("TENANT");
        Assert.Same(old.Slot, tenant.Slot);
        var thread = new Thread(() =>
        {
            pending.Fail(new IOException("connection lost"));
            old.Emit("straggler", 7);
        });
        thread.Start();
        thread.InTime();
        tenant.Complete("DONE");

        FlowTrace trace = await tracer.FlowAsync(1);
        TraceStep call = trace.Step(StepKind.ApiCall);
        Assert.True(call.Late);
        Assert.Equal("connection lost", call.Exception!.Message);
        Assert.True(trace.Step(StepKind.CustomEvent).Late);
        Assert.All(tracer.RecentFlows.Where(f => f.Id != 1), f => Assert.Equal(2, f.Steps.Count));
        Assert.Equal(2, tracer.Statistics.LateRecords);
    }

    // A call, a handler, a rule and an event of the user's own, each of which goes on while the slot has three other tenants, and ends in the fourth.
    [Fact]
    public async Task WhateverOutlivesItsFlowStaysItsOwnWhileTheSlotHasOtherTenants()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, static o => o.ActiveFlows = 1);
        var handler = new Gate();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tracer.Hooks.Attach<Drill>("drill", async (_, flow, token) =>
        {
            await handler.Hang(token);
            flow.Emit("from the handler", 1);
            told.SetResult();
        }, new HookOptions { Name = "Slow" });
        var rule = new TaskCompletionSource<RuleResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        BrokerAttempt call = default;
        RiskFlow old = default;
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>((_, flow, _) =>
        {
            old = flow;
            call = BrokerAttempt.Begin(flow, Point);
            flow.Raise(new Drill(1));
            return new(rule.Task);
        }));
        ValueTask<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1));
        await handler.Entered.InTime();
        time.Advance(TimeSpan.FromHours(24));
        for (int i = 0; i < 3; i++)
        {
            RiskFlow passing = tracer.StartFlow("TENANT");
            Assert.Same(old.Slot, passing.Slot);
            passing.Complete("DONE");
        }

        RiskFlow tenant = tracer.StartFlow("TENANT");
        Assert.Same(old.Slot, tenant.Slot);
        call.Fail(new IOException("connection lost"));
        old.Emit("straggler", 7);
        old.Exceeds("Size check", 2, 1);
        handler.Open();
        await told.Task.InTime();
        rule.SetResult(RuleResult.Breach("at last"));
        await dispatch.InTime();
        await tracer.Hooks.DrainAsync().InTime();
        Assert.Equal("", Assert.Single(tracer.ActiveFlows).Step);
        tenant.Complete("DONE");

        FlowTrace trace = await tracer.FlowAsync(1);
        Assert.True(trace.Abandoned);
        Assert.True(trace.Step(StepKind.ApiCall).Late);
        Assert.True(trace.Step(StepKind.RiskEval).Late);
        Assert.True(trace.Step(StepKind.EvalDetail).Late);
        Assert.Equal(["from the handler", "straggler"], trace.StepsOf(StepKind.CustomEvent).Where(s => s.Late).Select(s => s.Name).Order());
        // The breach that nobody raised before is told, under its own flow.
        Assert.Contains(trace.Steps, s => s is { Name: "on_breach", Late: true });
        Assert.All(tracer.RecentFlows.Where(f => f.Id != 1), f => Assert.Equal(2, f.Steps.Count));
    }

    [Fact]
    public async Task AFailedCallOfAFlowThatHasEndedIsNotCountedForTheSlotsNextTenant()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.ActiveFlows = 1);
        RiskFlow old = tracer.StartFlow("OLD");
        BrokerAttempt pending = BrokerAttempt.Begin(old, Point);
        old.Complete("DONE");
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>((_, flow, _) =>
        {
            Assert.Same(old.Slot, flow.Slot);
            pending.Fail(new IOException());
            return new(RuleResult.Breach("flattened"));
        }));
        await dispatcher.DispatchAsync(new Tick(1)).InTime();

        Assert.Equal("BREACH_HANDLED", (await tracer.FlowAsync(2)).Result);
    }

    // An alert lost: the dispatcher would take the straggler's breach for the rule's own.
    [Fact]
    public async Task ABreachRaisedThroughAFlowThatHasEndedDoesNotSilenceTheNextTenant()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.ActiveFlows = 1);
        var reasons = new List<string?>();
        tracer.Hooks.Attach<BreachDetected>("on_breach", (breach, _, _) =>
        {
            reasons.Add(breach.Reason);
            return default;
        }, new HookOptions { Inline = true });
        RiskFlow old = default;
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>((tick, flow, _) =>
        {
            if (tick.Number == 1)
            {
                old = flow;
                return new(RuleResult.Pass);
            }

            Assert.Same(old.Slot, flow.Slot);
            old.Raise(new BreachDetected("straggler", null, Reason: "straggler"));
            return new(RuleResult.Breach("mine"));
        }));
        await dispatcher.DispatchAsync(new Tick(1)).InTime();
        await dispatcher.DispatchAsync(new Tick(2)).InTime();

        Assert.Equal(["straggler", "mine"], reasons);
    }

    [Fact]
    public async Task ALateHandleCannotCompleteTheSlotsNextTenant()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.ActiveFlows = 1);
        RiskFlow old = tracer.StartFlow("OLD");
        old.Complete("DONE");
        using RiskFlow tenant = tracer.StartFlow("TENANT");
        old.Complete("STOLEN");
        old.Dispose();

        Assert.Equal(tenant.Id, Assert.Single(tracer.ActiveFlows).Id);
        tenant.Complete("MINE");
        Assert.Equal("MINE", (await tracer.FlowAsync(2)).Result);
        Assert.Equal("DONE", (await tracer.FlowAsync(1)).Result);
    }

    [Fact]
    public async Task ASlotSupervisesNoMoreThanItsCounterHolds()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("BUSY");
        int holds = 0;
        while (flow.Slot!.TryHold(flow.Id))
            holds++;

        flow.Complete("DONE");
        Assert.Equal(1, Assert.Single(tracer.ActiveFlows).Id);
        for (int i = 0; i < holds; i++)
            flow.Slot!.Release(flow.Id);

        Assert.Equal("DONE", (await tracer.FlowAsync(1)).Result);
        Assert.True(holds > 60_000);
    }
}
