namespace RiskTraceGen;

/// <summary>A receiver of handler failures that was attached at run time.</summary>
internal sealed class AttachedFailureHandler(string? hook, Func<HookFailure, RiskFlow, CancellationToken, ValueTask> handler)
    : HookFailureHandler(hook, handler.Method.Name)
{
    public override ValueTask InvokeAsync(HookFailure failure, RiskFlow flow, CancellationToken cancellationToken) => handler(failure, flow, cancellationToken);
}
