using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>The payloads that this compilation gives, as type arguments, to generic code of the modules that it references: what these do with them is not in
/// sight, and raising and attaching is what they know. One look through the files for the names that are generic
/// there, and only when a rule first asks.</summary>
internal sealed class HandedOn
{
    private readonly NamedPayloads _payloads = new();
    private readonly HashSet<IAssemblySymbol> _modules = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _contracts = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _generics = new(StringComparer.Ordinal);

    [SuppressMessage(
        "MicrosoftCodeAnalysisPerformance",
        "RS1030",
        Justification = "A question about the whole compilation, asked once, of the few places that have such a name.")]
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
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                if (node is SimpleNameSyntax name && _generics.Contains(name.Identifier.ValueText))
                    Add((model ??= symbols.Compilation.GetSemanticModel(tree)).GetSymbolInfo(name), symbols);
                else if (node is ExpressionSyntax { Parent: InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression } } element
                    && _generics.Contains("Add"))
                    Add((model ??= symbols.Compilation.GetSemanticModel(tree)).GetCollectionInitializerSymbolInfo(element), symbols);
                else if (node is CollectionExpressionSyntax collection && _generics.Contains("Add"))
                    AddElements(collection, model ??= symbols.Compilation.GetSemanticModel(tree));
            }
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
            if (member is INamedTypeSymbol { IsGenericType: true } type)
                CollectContracts(type);
            if (member is INamespaceOrTypeSymbol nested)
                CollectNames(nested);
        }
    }

    /// <summary>
    /// Contracts need not know the package: who has <c>INotifier&lt;T&gt;</c> may be given a module's
    /// <c>Notifier&lt;T&gt;</c>. Collections are no contracts of that kind.
    /// </summary>
    private void CollectContracts(INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol contract in Declarations.Supertypes(type))
            if (contract.IsGenericType
                && contract.ContainingNamespace.ToDisplayString() != "System.Collections.Generic"
                && _contracts.Add(contract.OriginalDefinition))
                _generics.Add(contract.Name);
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

    /// <summary>A collection of a module takes each element by a call that nobody writes.</summary>
    private void AddElements(CollectionExpressionSyntax collection, SemanticModel model)
    {
        if (model.GetTypeInfo(collection).ConvertedType is { } type && _modules.Contains(type.ContainingAssembly))
            AddArguments(collection.Elements
                .Select(element
                    => model.GetTypeInfo(element is SpreadElementSyntax spread ? spread.Expression : ((ExpressionElementSyntax)element).Expression).Type)
                .OfType<ITypeSymbol>());
    }

    /// <summary>Whether a module implements what another assembly declares.</summary>
    private bool MayBeImplementedThere(ISymbol symbol, KnownSymbols symbols) => symbol switch
    {
        INamedTypeSymbol type => _contracts.Contains(type.OriginalDefinition),
        IMethodSymbol { IsGenericMethod: true } method
            => (method.IsAbstract || method.IsVirtual || method.IsOverride) && !method.ContainingAssembly.Is(symbols.Compilation.Assembly),
        _ => false,
    };

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
