using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tasks;

/// <summary>Tells whether anybody can still wait for a task that a call returned.</summary>
internal static class DroppedTask
{
    public static bool IsTask(ITypeSymbol? type)
        => type is not null && (WellKnown.IsTask(type, 0) || WellKnown.IsTask(type, 1) || WellKnown.IsValueTask(type, 0) || WellKnown.IsValueTask(type, 1));

    /// <summary>The whole expression whose value, a task, is thrown away: a statement of its own, a discard, or the value of a local that is never
    /// mentioned again. Null when somebody has the task: it is awaited, returned, passed on or kept.</summary>
    public static IOperation? DropOf(IOperation task)
    {
        for (IOperation current = task; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                case IInvocationOperation call when PassesOn(call.TargetMethod):
                case IConditionalOperation conditional when conditional.Condition != current:
                case IConditionalAccessOperation access when access.WhenNotNull == current:
                case ICoalesceOperation coalesce when coalesce.WhenNull == current || coalesce.Value == current:
                    continue;

                case IExpressionStatementOperation:
                    return current;

                case ISimpleAssignmentOperation { Target: IDiscardOperation } assignment:
                    return assignment;

                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when !IsMentioned(declarator):
                    return declarator;

                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Whether a method hands its own task on in another form.</summary>
    public static bool PassesOn(IMethodSymbol method)
        => method.Name is "ConfigureAwait" or "AsTask" or "Preserve" or "WaitAsync" && IsTask(method.ContainingType);

    private static bool IsMentioned(IVariableDeclaratorOperation declarator)
        => declarator.Root().Descendants().Any(operation => operation is ILocalReferenceOperation reference && reference.Local.Is(declarator.Symbol));
}
