using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Whether and how generated code can construct a class.</summary>
internal static class Construction
{
    /// <summary>The accessible constructor with the most parameters; null if the class cannot be constructed.</summary>
    public static IMethodSymbol? ConstructorOf(INamedTypeSymbol type, Compilation compilation)
    {
        if (type is not { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false } || Access.IsGeneric(type) || !Access.CanUse(type, compilation))
            return null;

        IMethodSymbol? best = null;
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
            if (IsUsable(constructor, compilation) && constructor.Parameters.Length > (best?.Parameters.Length ?? -1))
                best = constructor;
        return best;
    }

    private static bool IsUsable(IMethodSymbol constructor, Compilation compilation)
        => Access.CanReach(constructor, compilation)
            && !Obsolescence.IsError(constructor)
            && constructor.Parameters.All(parameter => parameter.RefKind == RefKind.None
                && !parameter.Type.IsRefLikeType
                && Access.CanUse(parameter.Type, compilation)
                && !IsOwnWrapper(parameter.Type, compilation))
            && (SetsRequiredMembers(constructor) || !HasRequiredMembers(constructor.ContainingType));

    // A wrapper of this assembly is still to be generated: the generator meets an error type, an analyzer the
    // wrapper. It belongs to a flow, and no service is one.
    private static bool IsOwnWrapper(ITypeSymbol type, Compilation compilation)
        => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) && Wrappers.BrokerOf(type) is not null;

    private static bool SetsRequiredMembers(IMethodSymbol constructor)
        => constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute");

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            if (current.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
                return true;
        return false;
    }
}
