using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The rules, payloads, handlers and broker calls that are annotated in the assemblies in sight, whether they can be used or not. Found by one walk
/// for all rules, and only when one first asks.</summary>
internal sealed class AnnotationsInSight
{
    private readonly List<INamedTypeSymbol> _types = [];
    private readonly List<IMethodSymbol> _methods = [];
    private readonly KnownSymbols _symbols;

    public AnnotationsInSight(KnownSymbols symbols)
    {
        _symbols = symbols;
        foreach (IAssemblySymbol assembly in AssembliesInSight.From(symbols))
            Walk(assembly.GlobalNamespace);
    }

    public IReadOnlyList<INamedTypeSymbol> Types => _types;

    public IReadOnlyList<IMethodSymbol> Methods => _methods;

    private void Walk(INamespaceOrTypeSymbol container)
    {
        if (container is INamedTypeSymbol declared && !CanBeAnnotated(declared))
            return;

        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol nested)
                Walk(nested);
            else if (member is IMethodSymbol method && IsAnnotated(method))
                _methods.Add(method);
        }

        if (container is INamedTypeSymbol type && IsAnnotated(type))
            _types.Add(type);
    }

    // Whoever asks a type for its members has the compiler make all of them.
    private bool CanBeAnnotated(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences is not { IsEmpty: false } places || places.Any(place => _symbols.CanHave(place.SyntaxTree, Mention.Annotation));

    private static bool IsAnnotated(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass
                is { Name: Annotations.BrokerCall or Annotations.RiskRule or Annotations.Hook or Annotations.HookFailure or Annotations.HookEvent } type
                && Annotations.IsLibraryType(type, type.Name))
            {
                return true;
            }
        }

        return false;
    }
}
