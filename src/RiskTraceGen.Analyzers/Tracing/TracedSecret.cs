using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
    private const string OfFormatted = "its text is recorded as it is: mark the whole [Sensitive], or give the type a ToString of its own";
    private const string OfErased = "elements of tuples have no names at run time: make it a property of a type of your own";

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var erased = new ErasedSecrets(symbols);
        var lost = new LostNames(symbols, erased);
        bool isTest = TestProject.IsTestProject(context.Compilation, context.Options);
        void Report(Action<Diagnostic> report, Location place, string name, string where, string advice = OfValue)
        {
            if (!isTest || (place.SourceTree is { } tree && TestProject.HasExplicitSeverity(context.Compilation, tree, Rule, context.CancellationToken)))
                report(Diagnostic.Create(Rule, place, name, where, advice));
        }

        void Check(IMethodSymbol method, INamedTypeSymbol broker, Location annotation, Action<Diagnostic> report)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
                foreach ((string secret, string where, string advice) in SecretsOf(parameter, parameter.Type, AttributeSources.OfParameter(parameter, broker), $"every call of '{method.Display()}'", erased))
                    if (!symbols.RecordedCalls.IsGivenSecret(parameter, broker))
                        Report(report, PlaceOf(parameter) ?? annotation, secret, where, advice);
            if (!Secrets.IsResultDecided(AttributeSources.OfResult(method, broker)) && !symbols.RecordedCalls.ReturnsSecret(method, broker))
                foreach ((string secret, string where) in erased.With(SecretNames.InResultOf(method), "every result of it", method.Name, method.ReturnType))
                    Report(report, PlaceOf(method) ?? annotation, secret, where, OfResult);
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
                var method = (IMethodSymbol)symbol.Symbol;
                if (symbols.RecordedCalls.BrokerOf(method) is { } broker)
                    Check(method, broker, method.Locations[0], symbol.ReportDiagnostic);
                foreach (IParameterSymbol parameter in method.Parameters)
                    if (symbols.Recorded.IsEvent(parameter))
                        foreach ((string secret, string where) in erased.InEvent(parameter.Type))
                            Report(symbol.ReportDiagnostic, TypeOf(parameter, symbol.CancellationToken), secret, where, OfErased);
            },
            SymbolKind.Method);
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !symbols.Recorded.Contains(type))
                    return;

                foreach ((ISymbol member, string secret, string where, string advice) in SecretsOf(type, erased, symbol.Compilation))
                    if (member.Is(type) || member.ContainingType.Is(type) || IsInheritedFirstBy(type, member, erased, symbols))
                        Report(symbol.ReportDiagnostic, member.Locations[0].IsInSource ? member.Locations[0] : type.Locations[0], secret, where, advice);
            },
            SymbolKind.NamedType);

        context.RegisterSymbolAction(
            symbol =>
            {
                foreach ((string secret, string where) in lost.InBase((INamedTypeSymbol)symbol.Symbol))
                    Report(symbol.ReportDiagnostic, symbol.Symbol.Locations[0], secret, where, OfErased);
            },
            SymbolKind.NamedType);
        context.RegisterOperationAction(
            operation =>
            {
                foreach ((string secret, string where, Location place) in lost.In(operation.Operation))
                    Report(operation.ReportDiagnostic, place, secret, where, OfErased);
            },
            OperationKind.Invocation,
            OperationKind.MethodReference,
            OperationKind.ObjectCreation,
            OperationKind.SimpleAssignment);
    }

    private static IEnumerable<(ISymbol Member, string Secret, string Where, string Advice)> SecretsOf(INamedTypeSymbol type, ErasedSecrets erased, Compilation compilation)
    {
        string place = $"every '{type.Display()}'";
        return TraceFormats.Of(type) is null
            ? from readable in ReadableMembers.Of(type, compilation)
              from secret in SecretsOf(readable.Member, readable.Type, AttributeSources.OfMember(readable.Member, type), place, erased)
              select (readable.Member, secret.Name, secret.Where, secret.Advice)
            : FormattedSecrets.In(type).Select(secret => ((ISymbol)type, secret, place, OfFormatted));
    }

    private static IEnumerable<(string Name, string Where, string Advice)> SecretsOf(ISymbol value, ITypeSymbol type, ISymbol[] sources, string where, ErasedSecrets erased)
    {
        if (IsDecided(sources))
            return [];
        return TraceFormats.In(sources) is null
            ? erased.With(SecretNames.In(value.Name, type), where, value.Name, type).Select(static secret => (secret.Name, secret.Where, OfValue))
            : FormattedSecrets.Of(value.Name, type, sources).Select(secret => (secret, where, OfFormatted));
    }

    /// <summary>What is inherited is said once: of the type that declares it if that is recorded itself, else of the first one in the source that inherits it.</summary>
    private static bool IsInheritedFirstBy(INamedTypeSymbol type, ISymbol member, ErasedSecrets erased, KnownSymbols symbols)
        => !symbols.Recorded.Contains(member.ContainingType)
           && symbols.Recorded.InSourceOrder
               .First(heir => SecretsOf(heir, erased, symbols.Compilation).Any(inherited => inherited.Member.OriginalDefinition.Is(member.OriginalDefinition)))
               .Is(type);

    // No attribute of an event's parameter keeps anything out of a trace: what is reported is the type.
    private static Location TypeOf(IParameterSymbol parameter, CancellationToken cancellationToken)
        => parameter.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax(cancellationToken) is ParameterSyntax { Type: { } type } ? type.GetLocation() : parameter.Locations[0];

    private static Location? PlaceOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(static place => place.IsInSource);

    /// <summary>Whether the value is redacted, or somebody has said that it need not be.</summary>
    internal static bool IsDecided(ISymbol[] sources) => Secrets.IsSensitive(sources) || Secrets.IsDecided(sources);
}
