using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>Finds what runs in the place of a virtual method.</summary>
internal static class Overrides
{
    /// <summary>The method that runs where a method is called on an object of a type, and that type; null if the type has none, or inherits with other type arguments.</summary>
    public static (IMethodSymbol Method, INamedTypeSymbol Type)? In(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (As(type, method.ContainingType) is not { } running)
            return null;

        IMethodSymbol? found = method.ContainingType.TypeKind == TypeKind.Interface ? Implementing(running, method) : Overriding(running, method);
        if (found is { Arity: > 0 } && found.Arity == method.Arity)
            found = found.ConstructedFrom.Construct([.. method.TypeArguments]);
        return found is null ? null : (found, running);
    }

    private static IMethodSymbol? Implementing(INamedTypeSymbol type, IMethodSymbol method)
    {
        // A type parameter stands for what its constraint promises.
        if (type.TypeKind == TypeKind.Interface)
            return null;

        foreach (INamedTypeSymbol contract in type.AllInterfaces.Where(contract => Equal(contract.OriginalDefinition, method.ContainingType.OriginalDefinition)))
            foreach (ISymbol member in contract.GetMembers(method.Name))
                if (Equal(member.OriginalDefinition, method.OriginalDefinition) && type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                    return Overriding(type, implementation) ?? implementation;
        return null;
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
    private static INamedTypeSymbol? As(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        if (!ancestor.IsGenericType)
            return type;

        foreach (INamedTypeSymbol super in Declarations.Supertypes(type).Prepend(type).Where(super => Equal(super.OriginalDefinition, ancestor.OriginalDefinition)))
        {
            var arguments = new ITypeSymbol?[type.Arity];
            if (super.TypeArguments.Zip(ancestor.TypeArguments, (formal, actual) => Fits(formal, actual, type, arguments)).All(fits => fits))
                return arguments.Length > 0 && Equal(type, type.OriginalDefinition) && arguments.All(argument => argument is not null) ? type.Construct(arguments!) : type;
        }

        return null;
    }

    private static bool Fits(ITypeSymbol formal, ITypeSymbol actual, INamedTypeSymbol type, ITypeSymbol?[] arguments)
    {
        if (formal is ITypeParameterSymbol parameter && Equal(parameter.ContainingSymbol, type.OriginalDefinition))
            return Equal(arguments[parameter.Ordinal] ??= actual, actual);

        // What a type parameter stands for is not known, and neither is what is made of one.
        return actual is ITypeParameterSymbol || formal is ITypeParameterSymbol || Equal(formal, actual) || (formal is INamedTypeSymbol { IsGenericType: true } && Equal(formal.OriginalDefinition, actual.OriginalDefinition));
    }

    private static bool Equal(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
