using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>What is obsolete, and so not for generated code where there is another choice.</summary>
internal static class Obsolescence
{
    /// <summary>Whether using a symbol gives a warning or an error.</summary>
    public static bool IsObsolete(ISymbol symbol) => Find(symbol) is not null;

    /// <summary>Whether a symbol cannot be used: it says <c>[Obsolete("…", error: true)]</c>.</summary>
    public static bool IsError(ISymbol symbol) => Find(symbol)?.ConstructorArguments is [_, { Value: true }];

    private static AttributeData? Find(ISymbol symbol)
        => symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type && WellKnown.Is(type, "System", "ObsoleteAttribute", 0));
}
