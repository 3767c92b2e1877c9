using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>A broker's method, reached on the broker itself where its wrapper would be traced.</summary>
internal static class BrokerAccess
{
    /// <summary>
    /// The broker whose method this is, if it is nobody's own business; null for a method that is none, for a wrapper, and inside the broker.
    /// </summary>
    public static INamedTypeSymbol? Untraced(IMethodSymbol method, ITypeSymbol? receiver, ISymbol caller, KnownSymbols symbols)
        => symbols.MarkedCalls.BrokerOf(method, receiver) is { } broker
           && !receiver.IsWrapper()
           && !method.ContainingType.IsWrapper()
           && !IsOwnBusiness(caller, broker)
            ? broker
            : null;

    /// <summary>The broker's own type, its implementations, its decorators and its wrapper may call as they like, and so may what is nested in them.</summary>
    public static bool IsOwnBusiness(ISymbol caller, INamedTypeSymbol broker)
    {
        for (INamedTypeSymbol? type = caller.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsOrDerivesFrom(broker) || type.IsWrapper())
                return true;
        }

        return false;
    }
}
