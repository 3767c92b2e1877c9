using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>
/// What the compiler warns of where a type argument may be null, or holds what may be, and the constraint of its type parameter says that it may not.
/// </summary>
internal static class NullableConstraints
{
    private const string OfNotNull = "CS8714";
    private const string OfClass = "CS8634";
    private const string OfType = "CS8631";

    /// <summary>The warnings of a type's own arguments.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isPlain">Whether it is written without its nullable annotations.</param>
    public static IEnumerable<string> Broken(INamedTypeSymbol type, bool isPlain)
    {
        // What is still to be generated has constraints that nobody knows.
        if (type.TypeKind == TypeKind.Error)
            return type.TypeArguments.Any(argument => MayBeNull(argument, isPlain)) ? [OfNotNull, OfClass, OfType] : [];

        return type.OriginalDefinition.TypeParameters.Zip(type.TypeArguments, (parameter, argument) => Broken(parameter, argument, type, isPlain))
            .SelectMany(warnings => warnings);
    }

    private static IEnumerable<string> Broken(ITypeParameterSymbol parameter, ITypeSymbol argument, INamedTypeSymbol type, bool isPlain)
    {
        if (MayBeNull(argument, isPlain))
        {
            if (parameter.HasNotNullConstraint)
                yield return OfNotNull;
            if (parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.NotAnnotated)
                yield return OfClass;
        }

        if (!isPlain && parameter.ConstraintTypes is { IsEmpty: false } constraints)
        {
            var arguments = new TypeArguments(type);
            if (constraints.Any(constraint => !Meets(argument, arguments.Of(constraint), constraint.NullableAnnotation)))
                yield return OfType;
        }
    }

    private static bool Meets(ITypeSymbol argument, ITypeSymbol constraint, NullableAnnotation annotation)
    {
        if (annotation == NullableAnnotation.NotAnnotated
            && constraint.NullableAnnotation != NullableAnnotation.Annotated
            && MayBeNull(argument, isPlain: false))
            return false;

        List<ITypeSymbol> shown = [.. Shown(argument).Where(type => SymbolEqualityComparer.Default.Equals(type, constraint))];
        return shown.Count == 0 || shown.Exists(type => HasPartsOf(type, constraint));
    }

    // What a type can be taken for.
    private static IEnumerable<ITypeSymbol> Shown(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.SelectMany(Shown),
        INamedTypeSymbol named => Declarations.Supertypes(named).Prepend(named),
        _ => [],
    };

    // Whether the parts of a type may be null where those of the same type, as it is wanted, may: more may be if
    // they are only taken, fewer if they are only given.
    private static bool HasPartsOf(ITypeSymbol type, ITypeSymbol wanted) => (type, wanted) switch
    {
        (IArrayTypeSymbol array, IArrayTypeSymbol wantedArray) => Fits(array.ElementType, wantedArray.ElementType, VarianceKind.Out),
        (INamedTypeSymbol named, INamedTypeSymbol wantedNamed)
            => named.OriginalDefinition.TypeParameters.All(
                parameter => Fits(named.TypeArguments[parameter.Ordinal], wantedNamed.TypeArguments[parameter.Ordinal], parameter.Variance)),
        _ => true,
    };

    private static bool Fits(ITypeSymbol part, ITypeSymbol wanted, VarianceKind variance)
    {
        bool canBeNull = part.NullableAnnotation == NullableAnnotation.Annotated;
        bool mayBeNull = wanted.NullableAnnotation == NullableAnnotation.Annotated;
        return (canBeNull == mayBeNull || variance == (canBeNull ? VarianceKind.In : VarianceKind.Out))
            && (variance == VarianceKind.In ? HasPartsOf(wanted, part) : HasPartsOf(part, wanted));
    }

    private static bool MayBeNull(ITypeSymbol type, bool isPlain) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => true,
        _ when !isPlain && type.NullableAnnotation == NullableAnnotation.Annotated => true,
        ITypeParameterSymbol { HasNotNullConstraint: false, HasValueTypeConstraint: false } parameter
            => parameter.HasReferenceTypeConstraint
                ? parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated
                : parameter.ConstraintTypes.All(constraint => MayBeNull(constraint, isPlain: false)),
        _ => false,
    };
}
