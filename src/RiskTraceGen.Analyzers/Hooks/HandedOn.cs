using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>The payloads that this compilation gives, as type arguments, to generic code of the modules that it references: what these do with them is not in
/// sight, and raising and attaching is what they know. One look through the files for the names that are generic there, and only when a rule first asks.</summary>
internal sealed class HandedOn
{
    private readonly NamedPayloads _payloads = new();
    private readonly HashSet<IAssemblySymbol> _modules = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _generics = new(StringComparer.Ordinal);

    [SuppressMessage("MicrosoftCodeAnalysisPerformance", "RS1030", Justification = "A question about the whole compilation, asked once, of the few places that have such a name.")]
    public HandedOn(KnownSymbols symbols)
    {
        foreach (IAssemblySymbol module in AssembliesInSight.From(symbols).Skip(1))
        {
            _modules.Add(module);
            CollectNames(module.GlobalNamespace);
        }

        if (_generics.Count == 0)
            return;

        foreach (SyntaxTree tree in symbols.Compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                if (_generics.Contains(name.Identifier.ValueText))
                    Add((model ??= symbols.Compilation.GetSemanticModel(tree)).GetSymbolInfo(name), symbols);
        }
    }

    /// <summary>Whether a module may raise the hook of a payload, or attach to it.</summary>
    public bool MayBe(ITypeSymbol payload) => _payloads.MayBe(payload);

    private void CollectNames(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamedTypeSymbol { IsGenericType: true } or IMethodSymbol { IsGenericMethod: true })
                _generics.Add(member.Name.Substring(member.Name.LastIndexOf('.') + 1)); // an explicit implementation is called by its last part
            if (member is INamespaceOrTypeSymbol nested)
                CollectNames(nested);
        }
    }

    private void Add(SymbolInfo info, KnownSymbols symbols)
    {
        foreach (ISymbol symbol in info.Symbol is { } only ? [only] : info.CandidateSymbols)
        {
            if (!_modules.Contains(symbol.ContainingAssembly) && !MayBeImplementedThere(symbol, symbols))
                continue;

            AddArguments((symbol as IMethodSymbol)?.TypeArguments ?? []);
            AddArguments(symbol as INamedTypeSymbol ?? symbol.ContainingType);
        }
    }

    /// <summary>Contracts need not know the package: a module implements what they declare.</summary>
    private static bool MayBeImplementedThere(ISymbol symbol, KnownSymbols symbols)
        => symbol is IMethodSymbol { IsGenericMethod: true } method
           && (method.IsAbstract || method.IsVirtual || method.IsOverride)
           && !method.ContainingAssembly.Is(symbols.Compilation.Assembly);

    private void AddArguments(INamedTypeSymbol? type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            AddArguments(current.TypeArguments);
    }

    // Who has a list of a payload has the payload.
    private void AddArguments(IEnumerable<ITypeSymbol> arguments)
    {
        foreach (ITypeSymbol argument in arguments)
        {
            _payloads.Add(argument);
            if (argument is IArrayTypeSymbol array)
                AddArguments([array.ElementType]);
            else
                AddArguments(argument as INamedTypeSymbol);
        }
    }
}
