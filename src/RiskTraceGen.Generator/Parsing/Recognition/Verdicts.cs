using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Which part of a broker's answer says that it did what it was asked.</summary>
internal static class Verdicts
{
    private static readonly string[] Names = ["Success", "IsSuccess", "Succeeded"];

    /// <summary>The name of the member that says so, as whoever holds an answer sees it; null if there is none.</summary>
    public static string? SuccessOf(INamedTypeSymbol type, Compilation compilation)
        => (InSight(type, compilation) ?? (type.TypeKind == TypeKind.Interface ? OfContracts(type, compilation).FirstOrDefault() : null))?.Name;

    /// <summary>
    /// The members that are asked, overridable ones and those of interfaces among them: several where an answer is of several contracts, each of which may
    /// say that it failed. None of types of the framework, which say something else by these names.
    /// </summary>
    public static IReadOnlyList<ISymbol> Of(ITypeSymbol type, Compilation compilation) => type switch
    {
        ITypeParameterSymbol parameter
            => parameter.ConstraintTypes.Select(constraint => Of(constraint, compilation)).FirstOrDefault(found => found.Count > 0) ?? [],
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Of(nullable.TypeArguments[0], compilation),
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named when named.IsTupleType || !WellKnown.IsFramework(named)
            => InSight(named, compilation) is { } own ? [own] : [.. OfContracts(named, compilation)],
        _ => [],
    };

    // A member of the answer's own type, or of a base class of it.
    private static ISymbol? InSight(INamedTypeSymbol type, Compilation compilation)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            foreach (string name in Names)
                if (current.GetMembers(name).FirstOrDefault(member => IsVerdict(member) && !Declarations.IsHidden(member, type, compilation)) is { } found)
                    return found;
        return null;
    }

    // Members of interfaces, which a class may implement out of sight.
    private static IEnumerable<ISymbol> OfContracts(INamedTypeSymbol type, Compilation compilation)
    {
        foreach (string name in Names)
        {
            var declared = type.AllInterfaces
                .Where(contract => !WellKnown.IsFramework(contract) && Access.CanUse(contract, compilation))
                .SelectMany(contract => contract.GetMembers(name).Where(IsVerdict))
                .ToList();
            if (declared.Count > 0)
                return declared.Where(
                    member => !declared.Exists(nearer => nearer.ContainingType.AllInterfaces.Contains(member.ContainingType, SymbolEqualityComparer.Default)));
        }

        return [];
    }

    private static bool IsVerdict(ISymbol member) => !Obsolescence.IsError(member) && member switch
    {
        IPropertySymbol
        {
            IsStatic: false,
            DeclaredAccessibility: Accessibility.Public,
            Type.SpecialType: SpecialType.System_Boolean,
            GetMethod: { DeclaredAccessibility: Accessibility.Public } getter
        } => !Obsolescence.IsError((ISymbol)getter),
        IFieldSymbol { IsStatic: false, IsConst: false, DeclaredAccessibility: Accessibility.Public, Type.SpecialType: SpecialType.System_Boolean } => true,
        _ => false,
    };
}
