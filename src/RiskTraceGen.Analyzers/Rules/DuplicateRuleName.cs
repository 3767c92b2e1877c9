using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>RTG0302: two rules of one name, so that no trace can tell them apart.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateRuleName() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0302";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Two rules of one name",
        "The rule name '{0}' of '{1}' is taken by '{2}'; a trace could not tell them apart",
        Categories.Rules,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Journals, statistics and breach events name a rule by its name alone. Names are compared case-sensitively.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterSymbolAction(symbol => Analyze(symbol, symbols), SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Annotations.Find(type, Annotations.RiskRule) is not { } attribute || Annotations.Name(attribute) is not { } name)
            return;

        INamedTypeSymbol first = symbols.Annotated.Rules.First(rule => rule.Name == name).Type;
        if (first.Is(type))
            return;

        context.ReportDiagnostic(Diagnostic.Create(Rule, attribute.PlaceOn(type), ImmutableArray.Create(first.Locations[0]), name, type.Display(), first.Display()));
    }
}
