using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Overloads of one type that type arguments make alike: <c>Send(T)</c> beside <c>Send(int)</c> where T is <c>int</c>.</summary>
internal static class TwinOverloads
{
    /// <summary>Whether a call means another one in a member's place: that says by itself what the type argument says of the member.</summary>
    public static bool Outrank(ISymbol member) => Of(member).Any(twin => Compare(twin, member) > 0);

    /// <summary>Whether no call can tell a member from another one.</summary>
    public static bool AreAmbiguous(ISymbol member) => Of(member).Any(twin => Compare(twin, member) == 0);

    private static IEnumerable<ISymbol> Of(ISymbol member)
        => OverloadRanks.IsOverloadable(member) && !SymbolEqualityComparer.Default.Equals(member, member.OriginalDefinition)
            ? member.ContainingType.GetMembers(member.Name).Where(
                other => other.Kind == member.Kind && !SymbolEqualityComparer.Default.Equals(other, member) && Signatures.Key(other) == Signatures.Key(member))
            : [];

    // As the compiler chooses: the more specific of what the parameters were declared as. 1 for the one, -1 for the other.
    private static int Compare(ISymbol one, ISymbol other)
        => Combine(Signatures.ParametersOf(one.OriginalDefinition)
            .Zip(Signatures.ParametersOf(other.OriginalDefinition), static (left, right) => Compare(left.Type, right.Type)));

    private static int Compare(ITypeSymbol one, ITypeSymbol other) => (one, other) switch
    {
        (ITypeParameterSymbol, ITypeParameterSymbol) => 0,
        (ITypeParameterSymbol, _) => -1,
        (_, ITypeParameterSymbol) => 1,
        (IArrayTypeSymbol left, IArrayTypeSymbol right) => Compare(left.ElementType, right.ElementType),
        (INamedTypeSymbol left, INamedTypeSymbol right) when left.Arity == right.Arity => Combine(left.TypeArguments.Zip(right.TypeArguments, Compare)),
        _ => 0,
    };

    private static int Combine(IEnumerable<int> parts)
    {
        List<int> all = [.. parts.Where(static part => part != 0).Distinct()];
        return all is [var only] ? only : 0;
    }
}
