using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tasks;

/// <summary>Recognises what blocks a thread.</summary>
internal static class Blocking
{
    /// <summary>What a wait is called; null for anything else. A wait of no time only asks.</summary>
    public static string? NameOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result" } property } when TaskType.IsTask(property.ContainingType) => $"{property.ContainingType.Name}.Result",
        IInvocationOperation call when IsWait(call.TargetMethod) && !call.Arguments.Any(IsNoTime) => $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
        _ => null,
    };

    /// <summary>Whether the function has seen before that the task is over: it has awaited it, or a <c>WhenAll</c> or <c>WhenAny</c>, or asked it,
    /// or blocked for it once already.</summary>
    public static bool IsKnownToBeOver(IOperation wait)
    {
        if (Task(wait) is not { } task)
            return false;

        ISymbol? variable = VariableOf(task);
        return wait.Root().Descendants().Any(operation => operation.Syntax.SpanStart < wait.Syntax.SpanStart && operation switch
        {
            IAwaitOperation awaited => awaited.Descendants().Any(part => IsTogether(part) || (variable is not null && VariableOf(part).Is(variable))),
            IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status" } asked => variable is not null && VariableOf(asked.Instance).Is(variable),
            IInvocationOperation { TargetMethod: { Name: "Wait", ContainingType: { } type } } waited => variable is not null && TaskType.IsTask(type) && VariableOf(waited.Instance).Is(variable),
            _ => false,
        });
    }

    /// <summary>The task, or value task, that a wait is for; null for another kind of wait.</summary>
    public static IOperation? Task(IOperation wait)
    {
        IOperation? current = wait switch
        {
            IPropertyReferenceOperation result => result.Instance,
            IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" } call => call.Instance,
            _ => null,
        };

        while (current is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait" or "AsTask" or "Preserve" } form)
            current = form.Instance;

        return TaskType.IsTask(current?.Type) ? current : null;
    }

    private static bool IsWait(IMethodSymbol method) => (method.ContainingType?.Name, method.Name) switch
    {
        ("Task", "Wait" or "WaitAll" or "WaitAny") => TaskType.IsTask(method.ContainingType),
        ("TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter", "GetResult") => IsIn(method, "System.Runtime.CompilerServices"),
        ("Thread", "Sleep" or "Join") or ("Monitor", "Wait") or ("SpinWait", "SpinUntil") or ("WaitHandle", "WaitOne" or "WaitAll" or "WaitAny")
            or ("ManualResetEventSlim" or "SemaphoreSlim" or "CountdownEvent", "Wait") or ("Barrier", "SignalAndWait") => IsIn(method, "System.Threading"),
        _ => false,
    };

    private static bool IsIn(IMethodSymbol method, string space) => method.ContainingNamespace?.ToDisplayString() == space;

    private static bool IsNoTime(IArgumentOperation argument)
        => argument.Value.ConstantValue is { HasValue: true, Value: 0 } && argument.Parameter is { Type.SpecialType: SpecialType.System_Int32 }
           || argument.Value is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType: { Name: "TimeSpan" } } };

    private static bool IsTogether(IOperation operation)
        => operation is IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WhenAny", ContainingType: { } type } } && WellKnown.IsTask(type, 0);

    private static ISymbol? VariableOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IConversionOperation conversion => VariableOf(conversion.Operand),
        _ => null,
    };
}
