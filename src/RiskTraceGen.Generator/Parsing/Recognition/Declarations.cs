using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>What stands behind a member as a type shows it: what it overrides and implements there.</summary>
internal static class Declarations
{
    /// <summary>The declarations of a broker's method, the most derived first.</summary>
    /// <param name="method">The method, which may be inherited, or one of an interface that the broker implements.</param>
    /// <param name="broker">The type that the method is called on: it, rather than the class that holds the method, may say what the method implements.</param>
    public static IEnumerable<IMethodSymbol> Of(IMethodSymbol method, INamedTypeSymbol broker)
    {
        // A class may implement the method out of sight.
        bool isContract = broker.TypeKind == TypeKind.Class && method.ContainingType.TypeKind == TypeKind.Interface;
        ISymbol nearest = isContract ? broker.FindImplementationForInterfaceMember(method) ?? method : method;
        IEnumerable<ISymbol> declarations = WithOverridden(nearest).Concat(Implemented(nearest, broker));
        return (isContract ? declarations.Append(method) : declarations).OfType<IMethodSymbol>();
    }

    /// <summary>The members of interfaces that a member implements in a type.</summary>
    public static IEnumerable<ISymbol> Implemented(ISymbol member, INamedTypeSymbol type)
        => type.AllInterfaces
            .SelectMany(contract => contract.GetMembers(member.Name))
            .Where(declaration => type.FindImplementationForInterfaceMember(declaration) is { } implementation
                && WithOverridden(member).Contains(implementation, SymbolEqualityComparer.Default));

    /// <summary>Whether a name means something else in a type than an inherited member: what overrides or hides it, be it readable or not.</summary>
    public static bool IsHidden(ISymbol member, INamedTypeSymbol type, Compilation compilation)
    {
        for (INamedTypeSymbol? current = type;
            current is not null && !SymbolEqualityComparer.Default.Equals(current, member.ContainingType);
            current = current.BaseType)
            if (current.GetMembers(member.Name).Any(other => Access.CanReach(other, compilation)))
                return true;
        return false;
    }

    public static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    /// <summary>An accessor of a property: an override may have one of the two, and inherits the other.</summary>
    public static IMethodSymbol? Accessor(IPropertySymbol property, Func<IPropertySymbol, IMethodSymbol?> accessor)
        => WithOverridden(property).OfType<IPropertySymbol>().Select(accessor).FirstOrDefault(found => found is not null);

    /// <summary>The types that a type inherits from: its base classes, nearest first, then its interfaces.</summary>
    public static IEnumerable<INamedTypeSymbol> Supertypes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? super = type.BaseType; super is not null; super = super.BaseType)
            yield return super;
        foreach (INamedTypeSymbol super in type.AllInterfaces)
            yield return super;
    }

    /// <summary>Whether a type is another one or inherits from it, whatever their type arguments.</summary>
    public static bool IsOrInherits(INamedTypeSymbol type, INamedTypeSymbol ancestor)
        => Supertypes(type).Prepend(type).Any(super => SymbolEqualityComparer.Default.Equals(super.OriginalDefinition, ancestor.OriginalDefinition));

    /// <summary>A member, and all that it overrides, the most derived first.</summary>
    public static IEnumerable<ISymbol> WithOverridden(ISymbol member)
    {
        for (ISymbol? current = member; current is not null; current = Overridden(current))
            yield return current;
    }
}
