using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tasks;

/// <summary>Recognises tasks and value tasks, and what hands one on.</summary>
internal static class TaskType
{
    public static bool IsTask(ITypeSymbol? type)
        => type is not null && (WellKnown.IsTask(type, 0) || WellKnown.IsTask(type, 1) || WellKnown.IsValueTask(type, 0) || WellKnown.IsValueTask(type, 1));

    /// <summary>Whether a method hands its own task on in another form.</summary>
    public static bool PassesOn(IMethodSymbol method)
        => method.Name is "ConfigureAwait" or "AsTask" or "Preserve" or "WaitAsync" && IsTask(method.ContainingType);

    /// <summary>Whether a call is of the static method of <c>Task</c>, or of the one of every task, that has this name.</summary>
    public static bool IsOfTask(IInvocationOperation call, string name)
        => call.TargetMethod is { ContainingType: { } type } method && method.Name == name && WellKnown.IsTask(type, 0);
}
