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
    private const string OfResult = "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none";

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        bool isTest = TestProject.IsTestProject(context.Compilation, context.Options);
        void Report(Action<Diagnostic> report, Location place, string name, string where, string advice = OfValue)
        {
            if (!isTest || (place.SourceTree is { } tree && TestProject.HasExplicitSeverity(context.Compilation, tree, Rule, context.CancellationToken)))
                report(Diagnostic.Create(Rule, place, name, where, advice));
        }

        void Check(IMethodSymbol method, INamedTypeSymbol broker, Location annotation, Action<Diagnostic> report)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
                foreach (string secret in SecretNames.In(parameter.Name, parameter.Type))
                    if (!IsDecided(AttributeSources.OfParameter(parameter, broker)) && !symbols.RecordedCalls.IsGivenSecret(parameter, broker))
                        Report(report, PlaceOf(parameter) ?? annotation, secret, $"every call of '{method.Display()}'");
            if (!Secrets.IsResultDecided(AttributeSources.OfResult(method, broker)) && !symbols.RecordedCalls.ReturnsSecret(method, broker))
                foreach (string secret in SecretNames.InResultOf(method))
                    Report(report, PlaceOf(method) ?? annotation, secret, "every result of it", OfResult);
        }

        context.RegisterAnnotatedCalls((call, report) =>
        {
            Check(call.Method, call.Broker, call.Place, report);
            foreach (IMethodSymbol substitute in CallPolicies.SubstitutesOf(call.Method, call.Broker, symbols.Compilation.Assembly, symbols.Compilation))
                if (PlaceOf(substitute) is null && symbols.RecordedCalls.IsFirstBehind(substitute, call.Method, call.Broker))
                    Check(substitute, call.Broker, call.Place, report);
        });

        // What stands in for a call in source is reported with itself, not with the call: an editor offers no fix for what is found elsewhere.
        context.RegisterSymbolAction(
            symbol =>
            {
                if (symbols.RecordedCalls.BrokerOf((IMethodSymbol)symbol.Symbol) is { } broker)
                    Check((IMethodSymbol)symbol.Symbol, broker, symbol.Symbol.Locations[0], symbol.ReportDiagnostic);
            },
            SymbolKind.Method);
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !symbols.Recorded.Contains(type))
                    return;

                foreach ((ISymbol member, string secret) in SecretsOf(type, symbol.Compilation))
                    if (member.ContainingType.Is(type) || IsInheritedFirstBy(type, member, symbols))
                        Report(symbol.ReportDiagnostic, member.Locations[0].IsInSource ? member.Locations[0] : type.Locations[0], secret, $"every '{type.Display()}'");
            },
            SymbolKind.NamedType);
    }

    private static IEnumerable<(ISymbol Member, string Secret)> SecretsOf(INamedTypeSymbol type, Compilation compilation)
        => from readable in ReadableMembers.Of(type, compilation)
           from secret in SecretNames.In(readable.Member.Name, readable.Type)
           where !IsDecided(AttributeSources.OfMember(readable.Member, type))
           select (readable.Member, secret);

    /// <summary>What is inherited is said once: of the type that declares it if that is recorded itself, else of the first one in the source that inherits it.</summary>
    private static bool IsInheritedFirstBy(INamedTypeSymbol type, ISymbol member, KnownSymbols symbols)
        => !symbols.Recorded.Contains(member.ContainingType)
           && symbols.Recorded.InSourceOrder
               .First(heir => SecretsOf(heir, symbols.Compilation).Any(inherited => inherited.Member.OriginalDefinition.Is(member.OriginalDefinition)))
               .Is(type);

    private static Location? PlaceOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(static place => place.IsInSource);

    /// <summary>Whether the value is redacted, or somebody has said that it need not be.</summary>
    private static bool IsDecided(ISymbol[] sources) => Secrets.IsSensitive(sources) || Secrets.IsDecided(sources);
}
