using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Overloads that take pointers, which no wrapper has, beside those that it can have.</summary>
internal static class PointerOverloads
{
    /// <summary>
    /// Whether no call of an overload would become one of a member where the overload is missing: it takes
    /// pointers where the member takes something else, and is the same otherwise. A pointer is nothing else, and
    /// what fits both, as <c>default</c>, fits neither better, so that the compiler has refused it already.
    /// </summary>
    public static bool AreApart(ISymbol member, ISymbol overload, Compilation compilation)
        => !OverloadRanks.Outranks(overload, member)
            && OverloadRanks.OwnPriority(overload, compilation) <= OverloadRanks.OwnPriority(member, compilation)
            && Signatures.ParametersOf(member) is var parameters
            && Signatures.ParametersOf(overload) is var others
            && IsPlain(member, parameters)
            && IsPlain(overload, others)
            && parameters.Length == others.Length
            && parameters.Zip(others, (one, other) => IsSame(one, other) || (IsPointer(other.Type) && !IsPointer(one.Type) && !IsMadeOfPointers(one.Type)))
                .All(fits => fits);

    private static bool IsPlain(ISymbol member, IEnumerable<IParameterSymbol> parameters)
        => member is not IMethodSymbol { Arity: > 0 } && !parameters.Any(parameter => parameter.IsOptional || parameter.IsParams);

    // Under other names arguments may go elsewhere.
    private static bool IsSame(IParameterSymbol one, IParameterSymbol other)
        => one.Name == other.Name && one.RefKind == other.RefKind && SymbolEqualityComparer.Default.Equals(one.Type, other.Type);

    private static bool IsPointer(ITypeSymbol type) => type is IPointerTypeSymbol or IFunctionPointerTypeSymbol;

    // A type of the user may say that a pointer is one of its values.
    private static bool IsMadeOfPointers(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] }
            ? IsMadeOfPointers(value)
            : type.GetMembers(WellKnownMemberNames.ImplicitConversionName)
                .OfType<IMethodSymbol>()
                .Any(conversion => conversion.Parameters.Any(parameter => IsPointer(parameter.Type)));
}
