using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>The symbols whose attributes speak for a value, the most derived first: where it is declared, and what that overrides and implements.</summary>
internal static class AttributeSources
{
    /// <summary>Those of a property or field of an object: also the parameters of records that it stands for.</summary>
    public static ISymbol[] OfMember(ISymbol member, INamedTypeSymbol type)
    {
        var sources = new List<ISymbol>();
        ISymbol? declaration = member;
        for (INamedTypeSymbol? current = type; current is not null && declaration is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, declaration.ContainingType))
            {
                sources.Add(declaration);
                declaration = Overridden(declaration);
            }

            // The parameter of a derived record may stand for a property of its base.
            if (current.IsRecord)
                sources.AddRange(current.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Where(parameter => parameter.Name == member.Name));
        }

        return [.. sources, .. Implemented(member, type)];
    }

    /// <summary>Those of a parameter of a broker's method.</summary>
    public static ISymbol[] OfParameter(IParameterSymbol parameter, INamedTypeSymbol broker)
        => parameter.ContainingSymbol is IMethodSymbol method
            ? [.. Declarations(method, broker).OfType<IMethodSymbol>().Select(declaration => declaration.Parameters[parameter.Ordinal])]
            : [parameter];

    private static IEnumerable<ISymbol> Declarations(IMethodSymbol method, INamedTypeSymbol broker)
    {
        // A class may implement the method out of sight.
        bool isContract = broker.TypeKind == TypeKind.Class && method.ContainingType.TypeKind == TypeKind.Interface;
        ISymbol nearest = isContract ? broker.FindImplementationForInterfaceMember(method) ?? method : method;
        IEnumerable<ISymbol> declarations = WithOverridden(nearest).Concat(Implemented(nearest, broker));
        return isContract ? declarations.Append(method) : declarations;
    }

    private static IEnumerable<ISymbol> Implemented(ISymbol member, INamedTypeSymbol type)
        => type.AllInterfaces
            .SelectMany(contract => contract.GetMembers(member.Name))
            .Where(declaration => type.FindImplementationForInterfaceMember(declaration) is { } implementation
                && WithOverridden(member).Contains(implementation, SymbolEqualityComparer.Default));

    private static IEnumerable<ISymbol> WithOverridden(ISymbol member)
    {
        for (ISymbol? current = member; current is not null; current = Overridden(current))
            yield return current;
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };
}
