using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Types that speak of <c>dynamic</c>: to the runtime it is <c>object</c>, and no interface that somebody implements can speak of it.</summary>
internal static class DynamicTypes
{
    /// <summary>The same type with <c>object</c> for <c>dynamic</c>, wherever it stands in it.</summary>
    public static ITypeSymbol Erased(ITypeSymbol type, Compilation compilation)
        => IsIn(type) ? Replaced(type, compilation).WithNullableAnnotation(type.NullableAnnotation) : type;

    private static bool IsIn(ITypeSymbol type) => type switch
    {
        IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => IsIn(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsIn) || (named.ContainingType is { } container && IsIn(container)),
        _ => false,
    };

    private static ITypeSymbol Replaced(ITypeSymbol type, Compilation compilation) => type switch
    {
        IDynamicTypeSymbol => compilation.ObjectType,
        IArrayTypeSymbol array => compilation.CreateArrayTypeSymbol(Erased(array.ElementType, compilation), array.Rank, array.ElementNullableAnnotation),
        INamedTypeSymbol { IsTupleType: true } tuple => Tuple(tuple, compilation),
        INamedTypeSymbol named => Constructed(named, compilation),
        _ => type,
    };

    private static INamedTypeSymbol Tuple(INamedTypeSymbol tuple, Compilation compilation)
        => compilation.CreateTupleTypeSymbol(
            [.. tuple.TupleElements.Select(element => Erased(element.Type, compilation))],
            [.. tuple.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? element.Name : null)],
            elementNullableAnnotations: [.. tuple.TupleElements.Select(element => element.NullableAnnotation)]);

    private static INamedTypeSymbol Constructed(INamedTypeSymbol type, Compilation compilation)
    {
        INamedTypeSymbol definition = type.ContainingType is { } container
            ? ((INamedTypeSymbol)Erased(container, compilation)).GetTypeMembers(type.Name, type.Arity).Single()
            : type.OriginalDefinition;
        ImmutableArray<ITypeSymbol> arguments = [.. type.TypeArguments.Select(argument => Erased(argument, compilation))];
        return arguments.IsEmpty ? definition : definition.Construct(arguments, type.TypeArgumentNullableAnnotations);
    }
}
