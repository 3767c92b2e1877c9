using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The wrappers that the generator writes, and their names in user code.</summary>
internal static class TracedWrapper
{
    /// <summary>The extension method that makes a wrapper.</summary>
    public const string Factory = "Traced";

    /// <summary>The property of a wrapper that holds its flow.</summary>
    public const string FlowProperty = "Flow";

    /// <summary>Whether a type is a wrapper that shows its flow: a broker's own <c>Flow</c> comes first.</summary>
    public static bool ShowsFlow(this ITypeSymbol? type, KnownSymbols symbols)
        => type.IsWrapper()
           && type!.GetMembers(FlowProperty).Any(member => member is IPropertySymbol { Parameters.Length: 0 } property && property.Type.Is(symbols.Flow));

    public static bool IsWrapper(this ITypeSymbol? type) => type is not null && Wrappers.BrokerOf(type.OriginalDefinition) is not null;
}
