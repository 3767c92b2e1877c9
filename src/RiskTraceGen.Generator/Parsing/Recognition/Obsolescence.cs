using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>What is obsolete, and so not for generated code where there is another choice.</summary>
internal static class Obsolescence
{
    /// <summary>Whether using a symbol gives a warning or an error.</summary>
    public static bool IsObsolete(ISymbol symbol) => Find(symbol) is not null;

    /// <summary>Whether a symbol cannot be used: it says <c>[Obsolete("…", error: true)]</c>.</summary>
    public static bool IsError(ISymbol symbol) => Find(symbol)?.ConstructorArguments is [_, { Value: true }];

    /// <summary>Whether a type cannot be used, or one that it is made of or nested in.</summary>
    public static bool IsError(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsError(array.ElementType),
        INamedTypeSymbol { SpecialType: SpecialType.None or SpecialType.System_Nullable_T } named
            => IsError((ISymbol)named) || named.TypeArguments.Any(IsError) || (named.ContainingType is { } container && IsError(container)),
        _ => false,
    };

    private static AttributeData? Find(ISymbol symbol)
        => symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type && WellKnown.Is(type, "System", "ObsoleteAttribute", 0));
}
