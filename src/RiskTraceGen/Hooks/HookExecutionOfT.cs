namespace RiskTraceGen;

/// <summary>One execution of a handler of a hook.</summary>
internal sealed class HookExecution<TPayload> : HookExecution
{
    private HookRaise<TPayload>? _raise;
    private HookHandler<TPayload>? _handler;

    protected override HookHandler Handler => _handler!;

    public static HookExecution<TPayload> Rent(HookRaise<TPayload> raise, HookHandler<TPayload> handler)
    {
        if (!raise.Hook.Executions.TryRent(out HookExecution<TPayload>? execution))
            execution = new HookExecution<TPayload>();

        execution._raise = raise;
        execution._handler = handler;
        execution.Hooks = raise.Hooks;
        execution.Flow = raise.Flow;
        execution.UsesCancellation = handler.UsesCancellation;
        execution.Context = raise.Context;
        execution.Timeout = handler.TimeoutMilliseconds == 0 ? raise.Hooks.DefaultTimeout : TimeSpan.FromMilliseconds(handler.TimeoutMilliseconds);
        return execution;
    }

    protected override ValueTask InvokeHandler(CancellationToken cancellationToken) => _handler!.InvokeAsync(_raise!.Payload, Flow, cancellationToken);

    protected override void Finish(HandlerOutcome outcome, Exception? exception, string? reason)
    {
        // Read before the execution is returned: whoever uses it next sets its own.
        HookRaise<TPayload> raise = _raise!;
        TracePoint handler = Handler.HandlerPoint;
        if (outcome != HandlerOutcome.Abandoned && !IsLost)
        {
            (_raise, _handler, Context, Flow) = (null, null, null, default);
            raise.Hook.Executions.Return(this);
        }

        raise.HandlerEnded(handler, outcome, exception, reason);
    }
}
