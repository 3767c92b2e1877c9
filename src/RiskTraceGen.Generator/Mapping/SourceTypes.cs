using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>The types of a compilation's own source: by name, and by what they inherit.</summary>
internal sealed class SourceTypes
{
    private static readonly IReadOnlyList<INamedTypeSymbol> None = [];

    private readonly ILookup<string, INamedTypeSymbol> _byName;
    private readonly Lazy<Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>> _inheriting;

    public SourceTypes(Compilation compilation)
    {
        All = [.. TypesOf(compilation.SourceModule.GlobalNamespace)];
        _byName = All.ToLookup(type => type.Name, StringComparer.Ordinal);
        _inheriting = new(IndexInheriting);
    }

    public IReadOnlyList<INamedTypeSymbol> All { get; }

    /// <summary>The type that a model speaks of; a generic one as it is declared.</summary>
    public INamedTypeSymbol? Find(TypeRef type)
        => _byName[type.Short.Substring(type.Short.LastIndexOf('.') + 1).Split('<')[0].TrimStart('@')].FirstOrDefault(
            candidate => TypeRefs.Plain(candidate).Full == type.Full);

    /// <summary>The types that inherit from a class or implement an interface, whatever their type arguments.</summary>
    public IReadOnlyList<INamedTypeSymbol> Inheriting(INamedTypeSymbol type)
        => _inheriting.Value.TryGetValue(type.OriginalDefinition, out List<INamedTypeSymbol>? types) ? types : None;

    private Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> IndexInheriting()
    {
        var index = new Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol type in All)
            foreach (INamedTypeSymbol super in Declarations.Supertypes(type)
                .Select(super => super.OriginalDefinition)
                .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
            {
                if (!index.TryGetValue(super, out List<INamedTypeSymbol>? types))
                    index.Add(super, types = []);
                types.Add(type);
            }

        return index;
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space)
        => space.GetMembers().SelectMany(member => member is INamespaceSymbol inner ? TypesOf(inner) : WithNested((INamedTypeSymbol)member));

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type)
        => type.GetTypeMembers().SelectMany(WithNested).Prepend(type);
}
