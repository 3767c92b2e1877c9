using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Types that have a name only behind an <c>extern alias</c>, which generated code does not declare.</summary>
internal static class ExternAliases
{
    private static readonly ConditionalWeakTable<Compilation, HashSet<IAssemblySymbol>> AliasedAssemblies = new();

    /// <summary>The first type behind an alias that a type is, or speaks of; null if there is none.</summary>
    public static INamedTypeSymbol? Behind(ITypeSymbol type, Compilation compilation)
        => NestedGenerics.FirstSpoken(type, named => IsBehind(named, compilation));

    /// <summary>Whether a type itself stands behind an alias, whatever its type arguments.</summary>
    public static bool IsBehind(INamedTypeSymbol type, Compilation compilation)
        => type is { SpecialType: SpecialType.None, ContainingAssembly: { } assembly } && AliasedAssemblies.GetValue(compilation, FindAll).Contains(assembly);

    // The global namespace is made of what has no alias, or the alias global beside it.
    private static HashSet<IAssemblySymbol> FindAll(Compilation compilation)
    {
        var aliased = new HashSet<IAssemblySymbol>(compilation.SourceModule.ReferencedAssemblySymbols, SymbolEqualityComparer.Default);
        aliased.ExceptWith(compilation.GlobalNamespace.ConstituentNamespaces.Select(space => space.ContainingAssembly));
        return aliased;
    }
}
