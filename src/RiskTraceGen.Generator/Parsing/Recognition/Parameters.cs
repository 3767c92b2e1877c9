using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Parameters of rules and handlers that are bound by their type.</summary>
internal static class Parameters
{
    /// <summary>Whether a parameter is the flow, the cancellation token or a traced broker.</summary>
    public static bool IsBound(IParameterSymbol parameter, Compilation compilation)
        => parameter.RefKind is RefKind.None or RefKind.In
            && (WellKnown.IsRiskFlow(parameter.Type)
                || WellKnown.IsCancellationToken(parameter.Type)
                || Wrappers.PendingName(parameter.Type, compilation) is not null
                || (Wrappers.BrokerOf(parameter.Type) is { } broker && Access.CanUse(broker, compilation)));
}
