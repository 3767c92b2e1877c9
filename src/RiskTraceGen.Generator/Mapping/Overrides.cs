using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>Finds what runs in the place of a virtual method.</summary>
internal sealed class Overrides(Compilation compilation)
{
    /// <summary>
    /// The method that runs where a method is called on an object of a type, and that type; none if the type has none, or inherits with other type arguments.
    /// Several if the type implements an interface more than once, and a type parameter that stays open does not tell as which it is called.
    /// </summary>
    public IEnumerable<(IMethodSymbol Method, INamedTypeSymbol Type)> In(INamedTypeSymbol type, IMethodSymbol method)
        => As(type, method.ContainingType) is not { } running ? []
            : (method.ContainingType.TypeKind == TypeKind.Interface ? Implementing(running, method) : Overriding(running, method) is { } found ? [found] : [])
                .Select(
                    found => (found.Arity > 0 && found.Arity == method.Arity ? found.ConstructedFrom.Construct([.. method.TypeArguments]) : found, running));

    private IEnumerable<IMethodSymbol> Implementing(INamedTypeSymbol type, IMethodSymbol method)
    {
        // A type parameter stands for what its constraint promises.
        if (type.TypeKind == TypeKind.Interface)
            return [];

        List<INamedTypeSymbol> contracts = [.. type.AllInterfaces.Where(
            contract => Equal(contract.OriginalDefinition, method.ContainingType.OriginalDefinition))];
        IEnumerable<INamedTypeSymbol> called = contracts.Any(contract => Equal(contract, method.ContainingType))
            ? [method.ContainingType]
            : contracts.Where(contract => Fits(contract, method.ContainingType, type, new ITypeSymbol?[type.Arity]));
        return called.SelectMany(contract => contract.GetMembers(method.Name))
            .Where(member => Equal(member.OriginalDefinition, method.OriginalDefinition))
            .Select(type.FindImplementationForInterfaceMember)
            .OfType<IMethodSymbol>()
            .Select(implementation => Overriding(type, implementation) ?? implementation);
    }

    private static IMethodSymbol? Overriding(INamedTypeSymbol type, IMethodSymbol method)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            foreach (IMethodSymbol member in current.GetMembers(method.Name).OfType<IMethodSymbol>())
                for (IMethodSymbol? overridden = member; overridden is not null; overridden = overridden.OverriddenMethod)
                    if (Equal(overridden.OriginalDefinition, method.OriginalDefinition))
                        return member;
        return null;
    }

    /// <summary>A type with the type arguments under which it is a kind of another one; null if there are none.</summary>
    private INamedTypeSymbol? As(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        if (!ancestor.IsGenericType)
            return type;

        foreach (INamedTypeSymbol super in Declarations.Supertypes(type)
            .Prepend(type)
            .Where(super => Equal(super.OriginalDefinition, ancestor.OriginalDefinition)))
        {
            var arguments = new ITypeSymbol?[type.Arity];
            if (Fits(super, ancestor, type, arguments))
                return arguments.Length > 0 && Equal(type, type.OriginalDefinition) && arguments.All(argument => argument is not null)
                    ? type.Construct(arguments!)
                    : type;
        }

        return null;
    }

    // Finds out on the way what the type parameters of a type stand for.
    private bool Fits(INamedTypeSymbol super, INamedTypeSymbol ancestor, INamedTypeSymbol type, ITypeSymbol?[] arguments)
    {
        for (int place = 0; place < super.Arity; place++)
        {
            (ITypeSymbol formal, ITypeSymbol actual) = (super.TypeArguments[place], ancestor.TypeArguments[place]);
            if (!Fits(formal, actual, type, arguments) && !(super.TypeParameters[place].Variance switch
            {
                VarianceKind.Out => Converts(formal, actual),
                VarianceKind.In => Converts(actual, formal),
                _ => false,
            }))
                return false;
        }

        return super.ContainingType is null || Fits(super.ContainingType, ancestor.ContainingType, type, arguments);
    }

    // What a type parameter stands for that is not one of the type's own is not known, and neither is what is made of it.
    private bool Fits(ITypeSymbol formal, ITypeSymbol actual, INamedTypeSymbol type, ITypeSymbol?[] arguments) => (formal, actual) switch
    {
        (ITypeParameterSymbol parameter, _) when Equal(parameter.ContainingSymbol, type.OriginalDefinition)
            => Equal(arguments[parameter.Ordinal] ??= actual, actual),
        (ITypeParameterSymbol, _) or (_, ITypeParameterSymbol) or ({ SpecialType: SpecialType.System_Object }, { TypeKind: TypeKind.Dynamic }) => true,
        (IArrayTypeSymbol one, IArrayTypeSymbol other) => one.Rank == other.Rank && Fits(one.ElementType, other.ElementType, type, arguments),
        (INamedTypeSymbol { IsGenericType: true } one, INamedTypeSymbol other) when Equal(one.OriginalDefinition, other.OriginalDefinition)
            => Fits(one, other, type, arguments),
        _ => Equal(formal, actual),
    };

    private bool Converts(ITypeSymbol from, ITypeSymbol to) => compilation.ClassifyCommonConversion(from, to) is { IsImplicit: true, IsReference: true };

    private static bool Equal(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
