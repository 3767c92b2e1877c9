using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>RTG0302: two rules of one name, so that no trace can tell them apart.</summary>
/// <remarks>Rules of referenced modules count where the program is put together: in executables, test projects aside.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateRuleName() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0302";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Two rules of one name",
        "The rule name '{0}' of {1} is taken by {2}; a trace could not tell them apart",
        Categories.Rules,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Journals, statistics and breach events name a rule by its name alone. Names are compared case-sensitively.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        bool isProgram = TestProject.IsProgram(symbols, context.Options);
        context.RegisterSymbolAction(symbol => Analyze(symbol, symbols, isProgram), SymbolKind.NamedType);
        if (isProgram)
            context.RegisterSemanticModelAction(file => AnalyzeReferences(file, symbols));
    }

    private static void Analyze(SymbolAnalysisContext context, KnownSymbols symbols, bool isProgram)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Annotations.Find(type, Annotations.RiskRule) is not { } attribute || Annotations.Name(attribute) is not { } name)
            return;

        INamedTypeSymbol first = symbols.Annotated.Rules.First(rule => rule.Name == name).Type;
        if (!first.Is(type))
            context.ReportDiagnostic(
                Diagnostic.Create(Rule, attribute.PlaceOn(type), ImmutableArray.Create(first.Locations[0]), name, Quoted(type), Quoted(first)));
        else if (isProgram && symbols.Annotated.ReferencedRules.FirstOrDefault(rule => rule.Name == name).Type is { } referenced)
            context.ReportDiagnostic(Diagnostic.Create(Rule, attribute.PlaceOn(type), name, Quoted(type), WithAssembly(referenced)));
    }

    /// <summary>Two modules that this program references have no place here: the report has none. It belongs to the file of the entry point,
    /// for there is one in every program.</summary>
    private static void AnalyzeReferences(SemanticModelAnalysisContext context, KnownSymbols symbols)
    {
        if (symbols.Annotated.ReferencedRules.Length < 2
            || symbols.Compilation.GetEntryPoint(context.CancellationToken)?.Locations[0].SourceTree != context.SemanticModel.SyntaxTree)
        {
            return;
        }

        foreach (IGrouping<string, INamedTypeSymbol> rules in symbols.Annotated.ReferencedRules.GroupBy(
            static rule => rule.Name, static rule => rule.Type, StringComparer.Ordinal))
        {
            // Two of one name in one module were reported when that was built.
            INamedTypeSymbol first = rules.First();
            foreach (IGrouping<IAssemblySymbol, INamedTypeSymbol> other in rules
                .GroupBy<INamedTypeSymbol, IAssemblySymbol>(static rule => rule.ContainingAssembly, SymbolEqualityComparer.Default)
                .Skip(1))
                context.ReportDiagnostic(Diagnostic.Create(Rule, Location.None, rules.Key, WithAssembly(other.First()), WithAssembly(first)));
        }
    }

    private static string Quoted(INamedTypeSymbol type) => $"'{type.Display()}'";

    private static string WithAssembly(INamedTypeSymbol type) => $"'{type.Display()}' of the assembly '{type.ContainingAssembly.Name}'";
}
