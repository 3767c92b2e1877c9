using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Members that the language looks for by their name and shape, where the compiler does not say what it has found.</summary>
internal static class PatternMembers
{
    /// <summary>The method without parameters that a type has, of its own or inherited; null if it has none.</summary>
    public static IMethodSymbol? Method(ITypeSymbol type, string name)
        => Members(type, name).OfType<IMethodSymbol>().FirstOrDefault(static method => method is { IsStatic: false, Parameters.IsEmpty: true, Arity: 0 });

    /// <summary>What reads the property of a type.</summary>
    public static IMethodSymbol? Getter(ITypeSymbol type, string name) => Members(type, name).OfType<IPropertySymbol>().FirstOrDefault()?.GetMethod;

    /// <summary>The extensions of a type that are in sight of an operation.</summary>
    public static IEnumerable<IMethodSymbol> Extensions(ITypeSymbol type, string name, IOperation from)
        => from.SemanticModel!.LookupSymbols(from.Syntax.SpanStart, type, name, includeReducedExtensionMethods: true)
            .OfType<IMethodSymbol>()
            .Where(static method => method.ReducedFrom is not null);

    public static IEnumerable<ISymbol> Members(ITypeSymbol type, string name) => type switch
    {
        INamedTypeSymbol named => Declarations.Supertypes(named).Prepend(named).SelectMany(super => super.GetMembers(name)),
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.SelectMany(constraint => Members(constraint, name)),
        _ => [],
    };
}
