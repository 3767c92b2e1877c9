using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>
/// The methods with the name of an evaluation that code of this compilation calls itself, or hands on. Made by one
/// look through the files, and only when a rule has one that no event reaches.
/// </summary>
internal sealed class CalledEvaluations
{
    private readonly KnownSymbols _symbols;
    private readonly HashSet<ISymbol> _named = new(SymbolEqualityComparer.Default);

    [SuppressMessage(
        "MicrosoftCodeAnalysisPerformance",
        "RS1030",
        Justification = "A question about the whole compilation, asked once, of the few places that have such a name.")]
    public CalledEvaluations(KnownSymbols symbols)
    {
        _symbols = symbols;
        foreach (SyntaxTree tree in symbols.Compilation.SyntaxTrees)
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                if (RuleMethods.Names.Contains(name.Identifier.ValueText))
                    Add(symbols.Compilation.GetSemanticModel(tree).GetSymbolInfo(name));
    }

    /// <summary>
    /// Whether a method of a rule may be called: as itself, or as what it overrides or implements. Who calls what
    /// another assembly declares is not in sight, nor who inherits from a public base class.
    /// </summary>
    public bool MayHave(IMethodSymbol method, INamedTypeSymbol rule)
        => Declarations.WithOverridden(method).Concat(Declarations.Implemented(method, rule))
            .Any(declaration => _named.Contains(declaration.OriginalDefinition)
                || !declaration.ContainingAssembly.Is(_symbols.Compilation.Assembly)
                || IsForOtherHeirs(declaration, rule));

    private static bool IsForOtherHeirs(ISymbol declaration, INamedTypeSymbol rule)
        => !declaration.ContainingType.Is(rule)
            && declaration.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
            && Access.Visibility(declaration.ContainingType) == "public";

    private void Add(SymbolInfo info)
    {
        foreach (ISymbol symbol in info.Symbol is { } only ? [only] : info.CandidateSymbols)
            _named.Add(symbol.OriginalDefinition);
    }
}
