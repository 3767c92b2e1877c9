using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>Follows the result of a call, through await and ConfigureAwait, to whether anything looks at it.</summary>
internal static class Outcome
{
    public static bool IsUsed(IOperation result)
    {
        for (IOperation current = result; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IAwaitOperation or IConversionOperation or IParenthesizedOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" }:
                    continue;

                case IExpressionStatementOperation:
                    return false;

                case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    return false;

                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return IsRead(declarator);

                default:
                    return true;
            }
        }

        return true;
    }

    /// <summary>A local that is never mentioned again keeps an outcome from nobody's eyes but the compiler's.</summary>
    private static bool IsRead(IVariableDeclaratorOperation declarator)
    {
        IOperation body = declarator;
        while (body.Parent is { } parent)
            body = parent;

        return body.Descendants().Any(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, declarator.Symbol));
    }
}
