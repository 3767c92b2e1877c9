using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Parameters of rules and handlers that are bound by their type.</summary>
internal static class Parameters
{
    /// <summary>Whether a parameter is the flow, the cancellation token or a traced broker.</summary>
    public static bool IsBound(IParameterSymbol parameter, Compilation compilation)
        => IsReadOnly(parameter, compilation)
            && (WellKnown.IsRiskFlow(parameter.Type) || WellKnown.IsCancellationToken(parameter.Type) || IsWrapper(parameter.Type, compilation));

    /// <summary>
    /// Whether generated code can pass a parameter what it has: a value, or a reference that nothing is written
    /// through. A wrapper is made as it is passed, and no variable to refer to.
    /// </summary>
    public static bool IsReadOnly(IParameterSymbol parameter, Compilation compilation)
        => parameter.RefKind is RefKind.None or RefKind.In || (parameter.RefKind == RefKind.RefReadOnlyParameter && !IsWrapper(parameter.Type, compilation));

    private static bool IsWrapper(ITypeSymbol type, Compilation compilation)
        => Wrappers.PendingName(type, compilation) is not null || (Wrappers.BrokerOf(type) is { } broker && Access.CanUse(broker, compilation));
}
