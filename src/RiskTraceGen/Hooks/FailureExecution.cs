namespace RiskTraceGen;

/// <summary>One execution of a failure handler. Its own failure is recorded and goes no further.</summary>
internal sealed class FailureExecution : HookExecution
{
    private readonly HookFailureHandler _handler;
    private readonly HookFailure _failure;
    private readonly bool _holdsFlow;

    public FailureExecution(HookSet hooks, HookFailureHandler handler, HookFailure failure, RiskFlow flow)
    {
        _handler = handler;
        _failure = failure;
        _holdsFlow = flow.Slot!.TryHold(flow.Id);
        Hooks = hooks;
        hooks.Opened();
        Flow = flow;
        UsesCancellation = true;
        Timeout = hooks.DefaultTimeout;
    }

    protected override HookHandler Handler => _handler;

    protected override ValueTask InvokeHandler(CancellationToken cancellationToken) => _handler.InvokeAsync(_failure, Flow, cancellationToken);

    protected override void Finish(HandlerOutcome outcome, Exception? exception, string? reason)
    {
        if (_holdsFlow)
            Flow.Slot!.Release(Flow.Id);

        Hooks.Closed();
    }
}
