using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Types of the framework that are recognised by name.</summary>
internal static class WellKnown
{
    public const string RiskFlow = "RiskFlow";

    public static bool IsCancellationToken(ITypeSymbol type) => Is(type, "System.Threading", "CancellationToken", 0);

    public static bool IsLazy(ITypeSymbol type) => Is(type, "System", "Lazy", 1);

    public static bool IsOrInheritsLazy(ITypeSymbol? type) => type is { TypeKind: TypeKind.Class } && (IsLazy(type) || IsOrInheritsLazy(type.BaseType));

    public static bool IsRiskFlow(ITypeSymbol type) => Annotations.IsLibraryType(type, RiskFlow);

    public static bool IsTask(ITypeSymbol type, int arity) => Is(type, "System.Threading.Tasks", "Task", arity);

    public static bool IsValueTask(ITypeSymbol type, int arity) => Is(type, "System.Threading.Tasks", "ValueTask", arity);

    public static bool Is(ITypeSymbol type, string typeNamespace, string name, int arity)
        => type is INamedTypeSymbol { ContainingType: null } named
            && named.Arity == arity
            && named.Name == name
            && IsNamed(named.ContainingNamespace, typeNamespace);

    /// <summary>Whether a type belongs to the framework or its extensions, whose objects are recorded by type name only.</summary>
    public static bool IsFramework(ITypeSymbol type)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { IsGlobalNamespace: false, Name: "System" or "Microsoft" };
    }

    // Asked of nearly every type in sight: nothing is put together for it.
    private static bool IsNamed(INamespaceSymbol? space, string name)
    {
        int end = name.Length;
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            int start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0 || (start > 0 && name[start - 1] != '.'))
                return false;
            end = start == 0 ? 0 : start - 1;
        }

        return end == 0;
    }
}
