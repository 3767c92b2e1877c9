using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The hooks that payloads declare: the package's own, those of this compilation and of the assemblies that it references.</summary>
internal sealed class DeclaredHooks
{
    private readonly SortedDictionary<string, List<INamedTypeSymbol>> _payloads = new(StringComparer.Ordinal);

    public DeclaredHooks(KnownSymbols symbols)
    {
        foreach (INamedTypeSymbol type in symbols.Annotations.Types)
            Add(type);
        if (!symbols.Flow.ContainingAssembly.Is(symbols.Compilation.Assembly))
            AddPackage(symbols.Flow.ContainingNamespace);
    }

    /// <summary>Whether every declaration could be read. A name that does not compile may be any name.</summary>
    public bool AreComplete { get; private set; } = true;

    /// <summary>In ordinal order.</summary>
    public IEnumerable<string> Names => _payloads.Keys;

    public bool Contains(string hook) => _payloads.ContainsKey(hook);

    /// <summary>The types that declare a hook.</summary>
    public IReadOnlyList<INamedTypeSymbol> PayloadsOf(string hook) => _payloads.TryGetValue(hook, out List<INamedTypeSymbol>? types) ? types : [];

    // Its payloads are declared at the top.
    private void AddPackage(INamespaceSymbol package)
    {
        foreach (INamedTypeSymbol type in package.GetTypeMembers())
            Add(type);
    }

    private void Add(INamedTypeSymbol type)
    {
        if (Annotations.Find(type, Annotations.HookEvent) is not { } attribute)
            return;

        if (Annotations.Name(attribute) is not { } hook)
            AreComplete &= attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive }];
        else if (_payloads.TryGetValue(hook, out List<INamedTypeSymbol>? types))
            types.Add(type);
        else
            _payloads.Add(hook, [type]);
    }
}
