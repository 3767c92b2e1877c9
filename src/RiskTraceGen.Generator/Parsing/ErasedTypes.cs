using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Types without what only the compiler knows of them, wherever it stands in them.</summary>
internal static class ErasedTypes
{
    /// <summary>The same type with <c>object</c> for <c>dynamic</c>: no interface that somebody implements can speak of it.</summary>
    public static INamedTypeSymbol WithoutDynamic(INamedTypeSymbol type, Compilation compilation)
        => (INamedTypeSymbol)new Erasure(compilation, ErasesNames: false).Of(type);

    /// <summary>The same type with elements of tuples that have no names: at run time there are none.</summary>
    public static INamedTypeSymbol WithoutNames(INamedTypeSymbol type, Compilation compilation)
        => (INamedTypeSymbol)new Erasure(compilation, ErasesNames: true).Of(type);

    private readonly record struct Erasure(Compilation Compilation, bool ErasesNames)
    {
        public ITypeSymbol Of(ITypeSymbol type) => IsNeededIn(type) ? Replaced(type).WithNullableAnnotation(type.NullableAnnotation) : type;

        private bool IsNeededIn(ITypeSymbol type) => type switch
        {
            IDynamicTypeSymbol => !ErasesNames,
            IArrayTypeSymbol array => IsNeededIn(array.ElementType),
            INamedTypeSymbol { IsTupleType: true } tuple when ErasesNames && tuple.TupleElements.Any(static element => element.IsExplicitlyNamedTupleElement)
                => true,
            INamedTypeSymbol named => named.TypeArguments.Any(IsNeededIn) || (named.ContainingType is { } container && IsNeededIn(container)),
            _ => false,
        };

        private ITypeSymbol Replaced(ITypeSymbol type) => type switch
        {
            IDynamicTypeSymbol => Compilation.ObjectType,
            IArrayTypeSymbol array => Compilation.CreateArrayTypeSymbol(Of(array.ElementType), array.Rank, array.ElementNullableAnnotation),
            INamedTypeSymbol { IsTupleType: true } tuple => Tuple(tuple),
            INamedTypeSymbol named => Constructed(named),
            _ => type,
        };

        private INamedTypeSymbol Tuple(INamedTypeSymbol tuple)
            => Compilation.CreateTupleTypeSymbol(
                [.. tuple.TupleElements.Select(element => element.Type).Select(Of)],
                ErasesNames ? default : [.. tuple.TupleElements.Select(static element => element.IsExplicitlyNamedTupleElement ? element.Name : null)],
                elementNullableAnnotations: [.. tuple.TupleElements.Select(static element => element.NullableAnnotation)]);

        private INamedTypeSymbol Constructed(INamedTypeSymbol type)
        {
            INamedTypeSymbol definition = type.ContainingType is { } container
                ? ((INamedTypeSymbol)Of(container)).GetTypeMembers(type.Name, type.Arity).Single()
                : type.OriginalDefinition;
            ImmutableArray<ITypeSymbol> arguments = [.. type.TypeArguments.Select(Of)];
            return arguments.IsEmpty ? definition : definition.Construct(arguments, type.TypeArgumentNullableAnnotations);
        }
    }
}
