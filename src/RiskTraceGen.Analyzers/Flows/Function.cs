using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>Tells which function runs a piece of code.</summary>
internal static class Function
{
    /// <summary>The member, local function or attached handler that runs <paramref name="operation"/> itself. Null for code that may run later or
    /// elsewhere: in a lambda, unless what it is passed to calls it in place, and outside of functions.</summary>
    public static IMethodSymbol? Around(IOperation operation, ISymbol member, KnownSymbols symbols)
    {
        for (IOperation? current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case ILocalFunctionOperation local:
                    return local.Symbol;
                case IAnonymousFunctionOperation lambda when IsAttachedHandler(lambda, symbols):
                    return lambda.Symbol;
                case IAnonymousFunctionOperation lambda when !RunsInPlace(lambda):
                    return null;
            }
        }

        return member as IMethodSymbol;
    }

    /// <summary>The function that <paramref name="operation"/> stands in, whenever that runs: a lambda, a local function; null for the member itself.</summary>
    public static IOperation? Nearest(IOperation operation)
    {
        IOperation? current = operation.Parent;
        while (current is not (null or ILocalFunctionOperation or IAnonymousFunctionOperation))
            current = current.Parent;

        return current;
    }

    /// <summary>The operations of a function's own body: not those of the functions inside it.</summary>
    public static IEnumerable<IOperation> OwnOperations(this IOperation body)
    {
        foreach (IOperation child in body.ChildOperations)
        {
            yield return child;
            if (child is ILocalFunctionOperation or IAnonymousFunctionOperation)
                continue;

            foreach (IOperation descendant in child.OwnOperations())
                yield return descendant;
        }
    }

    /// <summary>A lambda that <c>HookSet.Attach</c> or <c>AttachFailureHandler</c> makes a handler.</summary>
    public static bool IsAttachedHandler(IAnonymousFunctionOperation lambda, KnownSymbols symbols)
        => ReceiverOf(lambda) is { Name: HookTraffic.Attach or HookTraffic.AttachForFailures } method && method.ContainingType.Is(symbols.HookSet);

    /// <summary>Queries and collections call what they are given on the spot, or while the function enumerates.</summary>
    public static bool RunsInPlace(IAnonymousFunctionOperation lambda)
        => ReceiverOf(lambda) is { ContainingType: { } type }
           && (type.ContainingNamespace?.ToDisplayString() is "System.Linq" or "System.Collections.Generic" || type.SpecialType == SpecialType.System_Array);

    /// <summary>An expression tree describes what is done, and does nothing.</summary>
    public static bool IsInExpressionTree(IOperation operation, KnownSymbols symbols)
    {
        for (IOperation? current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation { Parent: IConversionOperation conversion }
                && conversion.Type?.OriginalDefinition.Is(symbols.ExpressionOf) is true)
                return true;
        }

        return false;
    }

    private static IMethodSymbol? ReceiverOf(IAnonymousFunctionOperation lambda)
        => lambda.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } } ? call.TargetMethod : null;
}
