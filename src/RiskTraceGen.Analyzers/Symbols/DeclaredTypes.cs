using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The types that a namespace or type declares, nested ones among them.</summary>
internal static class DeclaredTypes
{
    public static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container)
        => container.GetTypeMembers().SelectMany(static type => In(type).Prepend(type))
            .Concat(container is INamespaceSymbol space ? space.GetNamespaceMembers().SelectMany(In) : []);
}
