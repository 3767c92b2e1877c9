using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>What the rules ask of any symbol.</summary>
internal static class SymbolQuestions
{
    public static bool Is(this ISymbol? symbol, ISymbol? other) => symbol is not null && SymbolEqualityComparer.Default.Equals(symbol, other);

    public static bool IsNullable(this ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>Whether <paramref name="type"/> is <paramref name="ancestor"/>, derives from it or implements it, whatever their type arguments.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, INamedTypeSymbol ancestor)
    {
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.Any(constraint => constraint.IsOrDerivesFrom(ancestor));

        INamedTypeSymbol definition = ancestor.OriginalDefinition;
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.OriginalDefinition.Is(definition))
                return true;
        }

        return type is not null && type.AllInterfaces.Any(contract => contract.OriginalDefinition.Is(definition));
    }

    /// <summary>Whether a type, or a part of it, does not exist: then the compiler complains already.</summary>
    public static bool IsBroken(this ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => array.ElementType.IsBroken(),
        INamedTypeSymbol named => named.TypeArguments.Any(IsBroken),
        _ => false,
    };

    /// <summary>Whether a method is one that every object has, such as <c>ToString</c>.</summary>
    public static bool OverridesObject(this IMethodSymbol method)
    {
        IMethodSymbol root = method;
        while (root.OverriddenMethod is { } overridden)
            root = overridden;
        return root.ContainingType.SpecialType == SpecialType.System_Object;
    }

    /// <summary>Where an attribute stands; the symbol's own place for an attribute without source.</summary>
    public static Location PlaceOn(this AttributeData attribute, ISymbol symbol)
        => attribute.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : symbol.Locations[0];

    public static string Display(this ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>A method after its type; after the static class around it for a member of an <c>extension</c> block, which has no name.</summary>
    public static string DisplayWithType(this IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        while (!type.CanBeReferencedByName && type.ContainingType is { } around)
            type = around;

        return $"{type.Name}.{method.Name}";
    }

    /// <summary>The order of the source: by file, then by place in it.</summary>
    public static IOrderedEnumerable<T> InSourceOrder<T>(this IEnumerable<T> items, Func<T, ISymbol> symbol)
        => items
            .OrderBy(item => symbol(item).Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(item => symbol(item).Locations[0].SourceSpan.Start);
}
