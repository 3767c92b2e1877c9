using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>Follows the result of a call, through tasks, waits and locals, to whether anything looks at it.</summary>
internal static class Outcome
{
    public static bool IsUsed(IOperation result) => IsUsed(result, new HashSet<ILocalSymbol>(SymbolEqualityComparer.Default));

    /// <param name="result">What holds the outcome, or a task of it.</param>
    /// <param name="followed">The locals that were followed already: half-typed code initializes one with itself.</param>
    private static bool IsUsed(IOperation result, HashSet<ILocalSymbol> followed)
    {
        for (IOperation current = result; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IAwaitOperation or IConversionOperation or IParenthesizedOperation or IArrayCreationOperation or IArrayInitializerOperation or ICollectionExpressionOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" or "WaitAsync" or "GetAwaiter" or "GetResult" }:
                case IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: { } task } } when WellKnown.IsTask(task, 1) || WellKnown.IsValueTask(task, 1):
                case IConditionalOperation conditional when conditional.Condition != current:
                case IConditionalAccessOperation access when access.WhenNotNull == current:
                case IArgumentOperation { Parent: IInvocationOperation together } when IsOfTask(together, "WhenAll"):
                    continue;

                case IInvocationOperation all when IsOfTask(all, "WhenAll"):
                    if (WellKnown.IsTask(all.TargetMethod.ReturnType, 1))
                        continue;

                    return false;

                // These wait for the task and give nothing of it back.
                case IInvocationOperation waited when IsOfTask(waited, "Wait"):
                case IArgumentOperation { Parent: IInvocationOperation waiting } when IsOfTask(waiting, "WaitAll"):
                    return false;

                case IExpressionStatementOperation:
                    return false;

                case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return false;

                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local.RefKind: RefKind.None } target, Parent: IExpressionStatementOperation }:
                    return target != current && IsRead(target.Local, parent, followed);

                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return IsRead(declarator.Symbol, declarator, followed);

                default:
                    return true;
            }
        }

        return true;
    }

    private static bool IsOfTask(IInvocationOperation call, string name)
        => call.TargetMethod is { ContainingType: { } type } method && method.Name == name && WellKnown.IsTask(type, 0);

    /// <summary>A local that is never looked at again keeps an outcome from nobody's eyes but the compiler's.</summary>
    private static bool IsRead(ILocalSymbol local, IOperation place, HashSet<ILocalSymbol> followed)
    {
        if (!followed.Add(local))
            return false;

        return place.Root().Descendants().Any(operation => operation is ILocalReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Local, local)
            && IsUsed(reference, followed));
    }
}
