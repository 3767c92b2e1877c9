namespace RiskTraceGen;

/// <summary>A handler that was attached at run time.</summary>
internal sealed class AttachedHandler<TPayload>(TracePoint point, Func<TPayload, RiskFlow, CancellationToken, ValueTask> handler, HookOptions options)
    : HookHandler<TPayload>(point, options.Order, (int)Math.Ceiling(options.Timeout.TotalMilliseconds), options.Inline, usesCancellation: true)
{
    public override ValueTask InvokeAsync(TPayload payload, RiskFlow flow, CancellationToken cancellationToken) => handler(payload, flow, cancellationToken);
}
