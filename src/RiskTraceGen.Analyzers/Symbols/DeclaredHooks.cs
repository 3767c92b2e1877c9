using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The hooks that payloads declare: the package's own, those of this compilation and of the assemblies that it references.</summary>
internal sealed class DeclaredHooks
{
    private readonly SortedDictionary<string, List<INamedTypeSymbol>> _payloads = new(StringComparer.Ordinal);

    public DeclaredHooks(KnownSymbols symbols)
    {
        foreach (IAssemblySymbol assembly in AssembliesInSight.From(symbols).Append(symbols.Flow.ContainingAssembly))
            Walk(assembly.GlobalNamespace);
    }

    /// <summary>Whether every declaration could be read. A name that does not compile may be any name.</summary>
    public bool AreComplete { get; private set; } = true;

    /// <summary>In ordinal order.</summary>
    public IEnumerable<string> Names => _payloads.Keys;

    public bool Contains(string hook) => _payloads.ContainsKey(hook);

    /// <summary>The types that declare a hook.</summary>
    public IReadOnlyList<INamedTypeSymbol> PayloadsOf(string hook) => _payloads.TryGetValue(hook, out List<INamedTypeSymbol>? types) ? types : [];

    private void Walk(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
            Walk(member);

        if (container is not INamedTypeSymbol type || Annotations.Find(type, Annotations.HookEvent) is not { } attribute)
            return;

        if (Annotations.Name(attribute) is not { } hook)
            AreComplete &= attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive }];
        else if (_payloads.TryGetValue(hook, out List<INamedTypeSymbol>? types))
            types.Add(type);
        else
            _payloads.Add(hook, [type]);
    }
}
