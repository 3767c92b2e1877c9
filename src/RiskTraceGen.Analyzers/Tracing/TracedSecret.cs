using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

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

    private const string OfValue = "mark it [Sensitive], or [Sensitive(false)] if it is none";
    private const string OfResult = "return it in a type of which it is a [Sensitive] member";

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        bool isTest = TestProject.IsTestProject(context.Compilation, context.Options);
        void Report(Action<Diagnostic> report, Location place, string name, string where, string advice = OfValue)
        {
            if (!isTest || (place.SourceTree is { } tree && TestProject.HasExplicitSeverity(context.Compilation, tree, Rule, context.CancellationToken)))
                report(Diagnostic.Create(Rule, place, name, where, advice));
        }

        context.RegisterAnnotatedCalls((call, report) =>
        {
            foreach (IParameterSymbol parameter in call.Method.Parameters)
                if (SecretNames.LooksLikeSecret(parameter.Name, parameter.Type) && !IsDecided(AttributeSources.OfParameter(parameter, call.Broker)))
                    Report(report, PlaceOf(parameter, call), parameter.Name, $"every call of '{call.Method.Display()}'");
            if (SecretNames.GivesSecret(call.Method))
                Report(report, PlaceOf(call.Method, call), call.Method.Name, "every result of it", OfResult);
        });
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !symbols.Recorded.Contains(type))
                    return;

                foreach ((ISymbol member, ITypeSymbol held) in ReadableMembers.Of(type, symbol.Compilation))
                    if (member.ContainingType.Is(type) && SecretNames.LooksLikeSecret(member.Name, held) && !IsDecided(AttributeSources.OfMember(member, type)))
                        Report(symbol.ReportDiagnostic, member.Locations[0], member.Name, $"every '{type.Display()}'");
            },
            SymbolKind.NamedType);
    }

    private static Location PlaceOf(ISymbol symbol, AnnotatedCall call) => symbol.Locations.FirstOrDefault(static place => place.IsInSource) ?? call.Place;

    /// <summary>Whether the value is redacted, or somebody has said that it need not be.</summary>
    private static bool IsDecided(ISymbol[] sources)
        => Secrets.IsSensitive(sources) || sources.Any(static source => Annotations.Find(source, Annotations.Sensitive) is not null);
}
