using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>
/// What a type has of type parameters together with the types that it is nested in: a type that stands beside all
/// of them, such as a wrapper, has to declare every one.
/// </summary>
internal static class NestedGenerics
{
    /// <summary>The type parameters, outermost type first.</summary>
    public static IEnumerable<ITypeParameterSymbol> ParametersOf(INamedTypeSymbol type)
        => type.ContainingType is { } container ? ParametersOf(container).Concat(type.TypeParameters) : type.TypeParameters;

    /// <summary>The type arguments, outermost type first.</summary>
    public static IEnumerable<ITypeSymbol> ArgumentsOf(INamedTypeSymbol type)
        => type.ContainingType is { } container ? ArgumentsOf(container).Concat(type.TypeArguments) : type.TypeArguments;

    /// <summary>How many there are.</summary>
    public static int ArityOf(INamedTypeSymbol type)
        => type.ContainingType is { } container ? ArityOf(container) + type.Arity : type.Arity;

    /// <summary>The type parameters that a type speaks of.</summary>
    public static IEnumerable<ITypeParameterSymbol> SpokenOf(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => [parameter],
        IArrayTypeSymbol array => SpokenOf(array.ElementType),
        INamedTypeSymbol named => ArgumentsOf(named).SelectMany(SpokenOf),
        _ => [],
    };

    /// <summary>The first of the types that a type is, or speaks of, for which something holds; null if there is none.</summary>
    public static INamedTypeSymbol? FirstSpoken(ITypeSymbol type, Func<INamedTypeSymbol, bool> holds) => type switch
    {
        IArrayTypeSymbol array => FirstSpoken(array.ElementType, holds),
        INamedTypeSymbol named
            => holds(named)
                ? named
                : named.TypeArguments.Select(argument => FirstSpoken(argument, holds)).FirstOrDefault(found => found is not null)
                    ?? (named.ContainingType is { } container ? FirstSpoken(container, holds) : null),
        _ => null,
    };

    /// <summary>Whether a type speaks of a type parameter, which is none of code that stands elsewhere.</summary>
    public static bool IsOpen(ITypeSymbol type) => SpokenOf(type).Any();
}
