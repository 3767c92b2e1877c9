using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>RTG0104: what looks like a secret would be written to the trace.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TracedSecret() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0104";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A secret that would be traced",
        "'{0}' looks like a secret and would be written to the trace with {1}; {2}",
        Categories.Tracing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A journal is kept, copied and sent to support. Whoever reads a key or a password there can trade on the account.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var names = new SecretNames(symbols.Compilation);
        var erased = new ErasedSecrets(symbols, names);
        var formatted = new FormattedSecrets(names);
        var generic = new GenericSecrets(symbols, erased);
        var given = new GivenSecrets(symbols, new UndeclaredSecrets(symbols, names, erased, formatted), generic);
        var secrets = new RecordedSecrets(symbols, names, erased, formatted);
        var places = new LeakPlaces(symbols, secrets, new EventSecrets(names, erased, secrets), generic);

        bool isTest = TestProject.IsTestProject(context.Compilation, context.Options);
        void Report(IEnumerable<(Leak Leak, Location Place)> leaks, Action<Diagnostic> report)
        {
            foreach ((Leak leak, Location place) in leaks)
                if (!isTest || (place.SourceTree is { } tree && TestProject.HasExplicitSeverity(context.Compilation, tree, Rule, context.CancellationToken)))
                    report(Diagnostic.Create(Rule, place, leak.Name, leak.Where, leak.Advice));
        }

        context.RegisterAnnotatedCalls((call, report) => Report(places.OfCall(call), report));
        context.RegisterSymbolAction(
            symbol => Report(places.OfMethod((IMethodSymbol)symbol.Symbol, symbol.CancellationToken), symbol.ReportDiagnostic),
            SymbolKind.Method);
        context.RegisterSymbolAction(symbol => Report(places.OfType((INamedTypeSymbol)symbol.Symbol), symbol.ReportDiagnostic), SymbolKind.NamedType);
        context.RegisterOperationAction(
            operation => Report(given.In(operation.Operation), operation.ReportDiagnostic),
            OperationKind.Invocation,
            OperationKind.MethodReference,
            OperationKind.ObjectCreation,
            OperationKind.SimpleAssignment,
            OperationKind.CoalesceAssignment,
            OperationKind.DeconstructionAssignment,
            OperationKind.Return,
            OperationKind.YieldReturn);
    }
}
