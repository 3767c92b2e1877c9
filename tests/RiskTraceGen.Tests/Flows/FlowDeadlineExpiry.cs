using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class FlowDeadlineExpiry : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(500);
    private static readonly TracePoint Point = TracePoint.BrokerCall("place_order", "IBroker.Place");

    private readonly FakeTimeProvider _time = new();
    private readonly RiskTracer _tracer;
    private readonly Queue<FlowTimeout> _told = [];
    private TaskCompletionSource _toldAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FlowDeadlineExpiry()
    {
        _tracer = Tracers.Create(_time, static o =>
        {
            o.FlowDeadlines["STARTUP"] = Deadline;
            o.FlowDeadlines["Tick"] = Deadline;
            o.ActiveFlows = 2;
        });
        _tracer.Hooks.Attach<FlowTimeout>("flow_timeout", (timeout, _, _) =>
        {
            lock (_told)
                _told.Enqueue(timeout);
            _toldAgain.TrySetResult();
            return default;
        }, new HookOptions { Name = "Pager" });
    }

    public ValueTask DisposeAsync() => _tracer.DisposeAsync();

    [Fact]
    public async Task AtItsDeadlineAFlowsTokenIsCancelledAndFlowTimeoutRaisedOnceAndTheFlowGoesOn()
    {
        RiskFlow flow = _tracer.StartFlow("STARTUP");
        CancellationToken token = flow.CancellationToken;
        _time.Advance(Deadline - TimeSpan.FromMilliseconds(1));
        Assert.False(token.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(token.IsCancellationRequested);
        await _toldAgain.Task.InTime();
        _time.Advance(TimeSpan.FromHours(1));
        BrokerAttempt.Begin(flow, Point).End();
        flow.Complete("DONE");

        FlowTrace trace = await EndedAsync(flow.Id);
        Assert.Equal("DONE", trace.Result);
        TraceStep hook = trace.Step(StepKind.HookExec);
        Assert.False(hook.Late);
        Assert.Equal(500.0, ((TimeSpan)hook.Field("deadline")!).TotalMilliseconds);
        Assert.False(trace.Step(StepKind.ApiCall).Late);
        Assert.Equal([new FlowTimeout(flow.Id, "STARTUP", Deadline)], _told);
    }

    [Fact]
    public async Task AFlowThatIsCompleteInTimeIsNeverCancelledThoughItsHandlersTakeLonger()
    {
        var gate = new Gate();
        _tracer.Hooks.Attach<Drill>("drill", (_, _, token) => gate.Hang(token), new HookOptions { Timeout = TimeSpan.FromDays(1) });
        RiskFlow flow = _tracer.StartFlow("STARTUP");
        CancellationToken token = flow.CancellationToken;
        flow.Raise(new Drill(1));
        await gate.Entered.InTime();
        flow.Complete("DONE");
        _time.Advance(TimeSpan.FromHours(1));
        gate.Open();

        Assert.DoesNotContain(StepKind.CustomEvent, (await EndedAsync(flow.Id)).Steps.Select(s => s.Kind));
        Assert.False(token.IsCancellationRequested);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task TheDeadlineOfAFlowThatHasEndedIsNotThatOfTheSlotsNextTenants()
    {
        CancellationToken old = default;
        for (int i = 0; i < 3; i++)
        {
            RiskFlow early = _tracer.StartFlow("STARTUP");
            old = early.CancellationToken;
            early.Complete("DONE");
        }

        _time.Advance(TimeSpan.FromMilliseconds(300));
        RiskFlow tenant = _tracer.StartFlow("STARTUP");
        RiskFlow other = _tracer.StartFlow("OTHER");
        _time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.False(tenant.CancellationToken.IsCancellationRequested);
        Assert.False(other.CancellationToken.CanBeCanceled);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        await _toldAgain.Task.InTime();

        Assert.True(tenant.CancellationToken.IsCancellationRequested);
        Assert.False(old.IsCancellationRequested);
        Assert.Equal(tenant.Id, Assert.Single(_told).FlowId);
    }

    [Fact]
    public async Task ASlotWhoseDeadlinePassedServesItsNextTenantsAsWell()
    {
        for (int i = 0; i < 3; i++)
        {
            _toldAgain = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            RiskFlow flow = _tracer.StartFlow("STARTUP");
            CancellationToken token = flow.CancellationToken;
            Assert.False(token.IsCancellationRequested);
            _time.Advance(Deadline);
            await _toldAgain.Task.InTime();
            Assert.True(token.IsCancellationRequested);
            flow.Complete("DONE");
        }

        Assert.Equal([1, 2, 3], _told.Select(t => t.FlowId));
    }

    [Fact]
    public async Task ARuleIsHandedATokenThatTheDeadlineAndTheCallerCancel()
    {
        using var caller = new CancellationTokenSource();
        var entered = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        RiskDispatcher dispatcher = _tracer.Dispatcher(new ScriptedRules<Tick>(async (_, flow, token) =>
        {
            Assert.Equal(flow.CancellationToken, token);
            entered.SetResult(token);
            await Task.Delay(Timeout.Infinite, token);
            return RuleResult.Pass;
        }));

        ValueTask<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1), caller.Token);
        CancellationToken token = await entered.Task.InTime();
        _time.Advance(Deadline);
        Assert.Equal(RuleSeverity.Error, (await dispatch.InTime()).Worst.Severity);
        Assert.True(token.IsCancellationRequested);
        Assert.False(caller.IsCancellationRequested);

        entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        dispatch = dispatcher.DispatchAsync(new Tick(2), caller.Token);
        token = await entered.Task.InTime();
        Assert.False(token.IsCancellationRequested);
        await caller.CancelAsync();
        Assert.Equal(RuleSeverity.Error, (await dispatch.InTime()).Worst.Severity);
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public async Task WhatTheCallerCancelsAfterTheFlowHasEndedDoesNotReachItsToken()
    {
        using var caller = new CancellationTokenSource();
        CancellationToken kept = default;
        RiskDispatcher dispatcher = _tracer.Dispatcher(new ScriptedRules<Tick>((_, _, token) =>
        {
            kept = token;
            return new(RuleResult.Pass);
        }));
        await dispatcher.DispatchAsync(new Tick(1), caller.Token).InTime();
        await caller.CancelAsync();

        Assert.True(kept.CanBeCanceled);
        Assert.False(kept.IsCancellationRequested);
    }

    [Fact]
    public async Task ACallThatMustBeLeftToFinishIsHandedTheTokenOfWhoeverStartedTheFlow()
    {
        using var caller = new CancellationTokenSource();
        using var own = new CancellationTokenSource();
        RiskDispatcher dispatcher = _tracer.Dispatcher(new ScriptedRules<Tick>((_, flow, token) =>
        {
            Assert.NotEqual(caller.Token, token);
            Assert.Equal(caller.Token, flow.TokenForCall(token));
            Assert.Equal(own.Token, flow.TokenForCall(own.Token));
            Assert.Equal(CancellationToken.None, flow.TokenForCall(default));
            _time.Advance(Deadline);
            // A call that has not begun yet is not made.
            Assert.Equal(token, flow.TokenForCall(token));
            return new(RuleResult.Breach("asked"));
        }));

        Assert.Equal(RuleResult.Breach("asked"), (await dispatcher.DispatchAsync(new Tick(1), caller.Token).InTime()).Worst);
        Assert.Equal(own.Token, RiskFlow.None.TokenForCall(own.Token));
        Assert.Equal(own.Token, _tracer.StartFlow("OTHER").TokenForCall(own.Token));
    }

    [Fact]
    public async Task AFlowBeyondThePoolHasADeadlineAsWell()
    {
        RiskFlow[] pooled = [_tracer.StartFlow("OTHER"), _tracer.StartFlow("OTHER")];
        RiskFlow beyond = _tracer.StartFlow("STARTUP");
        Assert.IsType<OverflowSlot>(beyond.Slot);
        _time.Advance(Deadline);
        await _toldAgain.Task.InTime();

        Assert.True(beyond.CancellationToken.IsCancellationRequested);
        Assert.Equal(beyond.Id, Assert.Single(_told).FlowId);
        Assert.All(pooled, flow => Assert.False(flow.CancellationToken.CanBeCanceled));
        beyond.Complete("DONE");
    }

    [Fact]
    public async Task AnInlineHandlerOfFlowTimeoutDoesNotHoldTheOtherTimeouts()
    {
        var gate = new Gate();
        _tracer.Hooks.Attach<FlowTimeout>("flow_timeout", (_, _, token) => gate.Block(token), new HookOptions { Inline = true, Name = "Blocking", Order = 1 });
        RiskFlow first = _tracer.StartFlow("STARTUP");
        _time.Advance(Deadline);
        await gate.Entered.InTime();
        RiskFlow second = _tracer.StartFlow("STARTUP");
        _time.Advance(Deadline);

        Assert.True(second.CancellationToken.IsCancellationRequested);
        gate.Open();
        first.Complete("DONE");
        second.Complete("DONE");
    }

    private async Task<FlowTrace> EndedAsync(long flow)
    {
        await _tracer.Hooks.DrainAsync().InTime();
        return await _tracer.FlowAsync(flow);
    }
}
