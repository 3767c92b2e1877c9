using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tasks;

/// <summary>Recognises what blocks a thread. A <c>lock</c> does so for as long as another thread is inside it, which its own code decides.</summary>
internal static class Blocking
{
    /// <summary>What a wait is called; null for anything else. A wait of no time only asks.</summary>
    public static string? NameOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result" } property } when TaskType.IsTask(property.ContainingType)
            => $"{property.ContainingType.Name}.Result",
        IInvocationOperation call when IsWait(call) && !call.Arguments.Any(IsNoTime) => $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
        _ => null,
    };

    /// <summary>The task, or value task, that a wait is for; null for another kind of wait.</summary>
    public static IOperation? Task(IOperation wait)
    {
        IOperation? current = wait switch
        {
            IPropertyReferenceOperation { Property.Name: "Result" } result => result.Instance,
            IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" } call => call.Instance,
            _ => null,
        };

        while (current is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait" } form)
            current = form.Instance;

        return TaskType.IsTask(current?.Type) ? current : null;
    }

    private static bool IsWait(IInvocationOperation call) => call.TargetMethod is var method && (method.ContainingType?.Name, method.Name) switch
    {
        ("Task", "Wait" or "WaitAll" or "WaitAny") => TaskType.IsTask(method.ContainingType),
        ("TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter", "GetResult")
            => IsIn(method, "System.Runtime.CompilerServices"),
        ("Thread", "Sleep" or "Join") or ("Monitor", "Enter" or "Wait") or ("SpinWait", "SpinUntil")
            or ("WaitHandle", "WaitOne" or "WaitAll" or "WaitAny" or "SignalAndWait")
            or ("ManualResetEventSlim" or "SemaphoreSlim" or "CountdownEvent", "Wait") or ("Barrier", "SignalAndWait") => IsIn(method, "System.Threading"),
        ("Monitor", "TryEnter") => IsIn(method, "System.Threading") && method.Parameters.Any(IsTime),
        ("Process", "WaitForExit" or "WaitForInputIdle") => IsIn(method, "System.Diagnostics"),
        ("BlockingCollection", "Take" or "TakeFromAny" or "GetConsumingEnumerable") => IsIn(method, "System.Collections.Concurrent"),
        ("BlockingCollection", "TryTake" or "TryAdd" or "TryTakeFromAny" or "TryAddToAny")
            => IsIn(method, "System.Collections.Concurrent") && method.Parameters.Any(IsTime),
        ("BlockingCollection", "Add") => IsIn(method, "System.Collections.Concurrent") && IsBounded(call.Instance),
        _ => false,
    };

    /// <summary>Whether a collection is seen to be made with a capacity, which lets it be full.</summary>
    private static bool IsBounded(IOperation? collection)
    {
        ISymbol? variable = collection switch
        {
            ILocalReferenceOperation reference => reference.Local,
            IFieldReferenceOperation reference => reference.Field,
            _ => null,
        };
        return variable?.DeclaringSyntaxReferences is [var declaration]
               && declaration.GetSyntax() is VariableDeclaratorSyntax
               {
                   Initializer.Value: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [.., { Expression: var last }] }
               }
               && (last is LiteralExpressionSyntax
                   || (collection!.SemanticModel is { } model
                       && model.SyntaxTree == last.SyntaxTree
                       && model.GetTypeInfo(last).Type?.SpecialType == SpecialType.System_Int32));
    }

    private static bool IsIn(IMethodSymbol method, string space) => method.ContainingNamespace?.ToDisplayString() == space;

    private static bool IsTime(IParameterSymbol parameter)
        => parameter.Name.StartsWith("milliseconds", StringComparison.Ordinal) || parameter.Type is { Name: "TimeSpan", ContainingNamespace.Name: "System" };

    private static bool IsNoTime(IArgumentOperation argument)
        => argument.Parameter is { } parameter && IsTime(parameter)
           && (argument.Value.ConstantValue is { HasValue: true, Value: 0 }
               || argument.Value is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType: { Name: "TimeSpan" } } });
}
