using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>What becomes of the task of a call.</summary>
internal static class Awaiting
{
    /// <summary>
    /// Whether nobody will ever learn how the task ends: it is dropped at the end of its statement, discarded, or put into a local that nobody reads.
    /// </summary>
    public static bool IsForgotten(IOperation task)
    {
        IOperation current = task;
        for (; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                case IConditionalAccessOperation access when access.WhenNotNull == current:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" }:
                case IConditionalOperation conditional when conditional.Condition != current:
                case ICoalesceOperation:
                    continue;

                case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return true;

                // A lambda with an expression body hands its value on, unless it has none to hand on.
                case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: null }:
                    return true;

                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Parent: IExpressionStatementOperation }:
                    return target != current && !IsRead(target.Local, parent);

                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return !IsRead(declarator.Symbol, declarator);

                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsRead(ILocalSymbol local, IOperation place)
    {
        IOperation body = place;
        while (body.Parent is { } parent)
            body = parent;

        return body.Descendants().Any(operation => operation is ILocalReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Local, local)
            && !(reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference));
    }
}
