using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>A receiver of handler failures. Generated code derives one for each method marked with <see cref="HookFailureAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class HookFailureHandler : HookHandler
{
    /// <param name="hook">The hook whose failures it receives, or <see langword="null"/> for every hook.</param>
    /// <param name="member">Type and method.</param>
    protected HookFailureHandler(string? hook, string member)
        : base(TracePoint.AttachedHook("hook_failure", member)) => Hook = hook;

    internal string? Hook { get; }

    internal bool Handles(in HookFailure failure) => Hook is null || Hook == failure.Hook;

    /// <summary>Calls the handler.</summary>
    /// <param name="failure">What failed.</param>
    /// <param name="flow">The flow in which the hook was raised.</param>
    /// <param name="cancellationToken">Cancelled when the failure handler is abandoned.</param>
    public abstract ValueTask InvokeAsync(HookFailure failure, RiskFlow flow, CancellationToken cancellationToken);
}
