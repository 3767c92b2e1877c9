using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Constraints of generic methods in which type arguments stand: <c>where TOrder : T</c> where T is <c>string</c>.</summary>
internal static class SubstitutedConstraints
{
    /// <summary>A constraint that type arguments have made one that C# cannot write; null if a method has none.</summary>
    public static ITypeSymbol? Unwritable(IMethodSymbol method)
        => SymbolEqualityComparer.Default.Equals(method, method.OriginalDefinition)
            ? null
            : method.TypeParameters.Select(Unwritable).FirstOrDefault(static type => type is not null);

    /// <summary>The types that a type parameter is constrained to, each once, in the order in which C# takes them: a class comes first.</summary>
    public static IEnumerable<ITypeSymbol> Of(ITypeParameterSymbol parameter)
        => parameter.ConstraintTypes.Distinct<ITypeSymbol>(SymbolEqualityComparer.Default).OrderBy(static type => !IsClass(type));

    /// <summary>Whether a type parameter is constrained to a class, beside which <c>class</c> and <c>notnull</c> cannot be said.</summary>
    public static bool HasClass(ITypeParameterSymbol parameter) => parameter.ConstraintTypes.Any(SaysClass);

    private static ITypeSymbol? Unwritable(ITypeParameterSymbol parameter)
        => parameter.ConstraintTypes.FirstOrDefault(CannotStand)
            ?? (Of(parameter).Where(IsClass).ToList() is { Count: > 0 } classes
                && (classes.Count > 1 || (parameter.HasValueTypeConstraint && SaysClass(classes[0])))
                    ? classes[classes.Count - 1]
                    : null);

    private static bool CannotStand(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => parameter.HasValueTypeConstraint,
        IArrayTypeSymbol or IDynamicTypeSymbol or { IsSealed: true } or { IsStatic: true } => true,
        _ => type.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Array,
    };

    private static bool IsClass(ITypeSymbol type) => type.TypeKind == TypeKind.Class;

    // An Enum may be one, boxed, or a struct.
    private static bool SaysClass(ITypeSymbol type) => IsClass(type) && type.SpecialType != SpecialType.System_Enum;
}
