using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Tasks;

namespace RiskTraceGen.Analyzers.Results;

/// <summary>Calls that hand on what they are given, or what a lambda gives them, without a look at it.</summary>
internal static class ElementCalls
{
    /// <summary>The call whose result has what a lambda returns: for each element, as <c>Select</c> has, or as a task.</summary>
    public static IInvocationOperation? ReceiverOf(IAnonymousFunctionOperation lambda)
        => lambda.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } }
           && (IsOfQuery(call, "Select") || IsConversion(call) || TaskType.IsOfTask(call, "Run"))
            ? call
            : null;

    /// <summary>Whether the result of a call has the elements of its argument.</summary>
    public static bool PassesOn(IArgumentOperation argument, IInvocationOperation call)
        => argument.Parameter?.Ordinal == 0
           && call.TargetMethod.Name
               is "ToArray" or "ToList" or "ToHashSet" or "AsEnumerable" or "Append" or "Prepend" or "Concat" or "Reverse" or "Take" or "Skip"
           && IsOfQuery(call, call.TargetMethod.Name);

    private static bool IsConversion(IInvocationOperation call)
        => call.TargetMethod is { Name: "ConvertAll", ContainingType: { } type }
           && (type.SpecialType == SpecialType.System_Array || type is { Name: "List", ContainingNamespace.Name: "Generic" });

    private static bool IsOfQuery(IInvocationOperation call, string name)
        => call.TargetMethod.Name == name
           && call.TargetMethod.ContainingType is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };
}
