using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Which methods are broker calls: annotated, named by an assembly attribute, overriding one, or implementing one.</summary>
internal static class BrokerCalls
{
    /// <summary>The name of a broker call in traces; null if the method is none.</summary>
    /// <param name="method">The method.</param>
    /// <param name="assembly">The assembly whose attributes count.</param>
    public static string? NameOf(IMethodSymbol method, IAssemblySymbol assembly)
        => OwnNameOf(method, assembly) ?? OverriddenNameOf(method, assembly) ?? ImplementedNameOf(method, assembly);

    /// <summary>The name that a method has by an annotation of its own.</summary>
    public static string? OwnNameOf(IMethodSymbol method, IAssemblySymbol assembly)
    {
        if (method.MethodKind != MethodKind.Ordinary)
            return null;

        method = method.OriginalDefinition;
        foreach (AttributeData attribute in Annotations.FindAll(method, Annotations.BrokerCall))
            if (Annotations.Name(attribute) is { } name)
                return name;

        foreach (AttributeData attribute in Annotations.FindAll(assembly, Annotations.BrokerCall))
            if (Target(attribute) is var (type, member) && member == method.Name && SymbolEqualityComparer.Default.Equals(type, method.ContainingType))
                return Annotations.Named(attribute, "Name", TraceNames.Call(member)) is { } name && !string.IsNullOrWhiteSpace(name) ? name : TraceNames.Call(member);

        return null;
    }

    /// <summary>Whether a type declares a broker call.</summary>
    public static bool IsBroker(INamedTypeSymbol type, IAssemblySymbol assembly)
        => type.GetMembers().Any(member => member is IMethodSymbol { IsStatic: false } method && OwnNameOf(method, assembly) is not null);

    /// <summary>The type and the member that an assembly attribute names; null if it names none.</summary>
    public static (INamedTypeSymbol Type, string Member)? Target(AttributeData attribute)
        => attribute.ConstructorArguments is [{ Value: INamedTypeSymbol type }, { Value: string member }]
            ? (type.OriginalDefinition, member)
            : null;

    private static string? OverriddenNameOf(IMethodSymbol method, IAssemblySymbol assembly)
    {
        for (IMethodSymbol? overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            if (OwnNameOf(overridden, assembly) is { } name)
                return name;
        return null;
    }

    private static string? ImplementedNameOf(IMethodSymbol method, IAssemblySymbol assembly)
    {
        if (method.ContainingType is not { TypeKind: TypeKind.Class } type)
            return null;

        foreach (INamedTypeSymbol contract in type.AllInterfaces)
            foreach (ISymbol member in contract.GetMembers(method.Name))
                if (member is IMethodSymbol declared
                    && OwnNameOf(declared, assembly) is { } name
                    && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared), method))
                    return name;
        return null;
    }
}
