using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>Says which types a type parameter may stand for.</summary>
internal static class TypeConstraints
{
    /// <summary>
    /// Whether <paramref name="type"/> may stand in the place of <paramref name="parameter"/>. In doubt it may:
    /// type arguments of a constraint are not compared.
    /// </summary>
    public static bool Allow(ITypeParameterSymbol parameter, ITypeSymbol type)
        => (type.IsValueType || !parameter.HasValueTypeConstraint)
           && (type.IsReferenceType || !parameter.HasReferenceTypeConstraint)
           && (type.IsUnmanagedType || !parameter.HasUnmanagedTypeConstraint)
           && (HasPublicConstructor(type) || !parameter.HasConstructorConstraint)
           && HasTypesOf(parameter, type);

    // Of another type parameter only the types are handed on: what derives from a class in general may be a structure.
    private static bool HasTypesOf(ITypeParameterSymbol parameter, ITypeSymbol type)
        => parameter.ConstraintTypes.All(constraint => constraint switch
        {
            ITypeParameterSymbol other => HasTypesOf(other, type),
            INamedTypeSymbol { TypeKind: not TypeKind.Error } named => type.IsOrDerivesFrom(named),
            _ => true,
        });

    private static bool HasPublicConstructor(ITypeSymbol type)
        => !type.IsAbstract
           && type is INamedTypeSymbol named
           && named.InstanceConstructors.Any(static constructor => constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public });
}
