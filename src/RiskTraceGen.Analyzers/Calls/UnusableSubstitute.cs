using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>RTG0404: a fallback, or a reconciliation, that does not exist or cannot stand in for its call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusableSubstitute() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0404";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A fallback that does not exist or has another signature",
        "{0} = \"{1}\" of '{2}' is never called: {3}",
        Categories.BrokerCalls,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A fallback and a reconciliation are called with the arguments of the call that they stand in for: an instance method of the same broker with the same parameters, but for cancellation tokens, and the same return type (a reconciliation of a call without a result returns CallOutcome). Anything else is called never.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterAnnotatedCalls((call, report) =>
        {
            Check(call, "Fallback", CallPolicies.FallbackOf(call.Method, call.Broker, call.Attribute, symbols.Compilation), report);
            Check(call, "Reconcile", CallPolicies.ReconciliationOf(call.Method, call.Broker, call.Attribute, symbols.Compilation), report);
        });

    private static void Check(AnnotatedCall call, string property, IMethodSymbol? found, Action<Diagnostic> report)
    {
        if (found is null && CallPolicies.Text(call.Attribute, property) is { } name && !IsBroken(call.Method))
            report(Diagnostic.Create(Rule, call.Place, property, name, call.Method.Display(), Why(call, name, property == "Reconcile")));
    }

    private static string Why(AnnotatedCall call, string name, bool reconciles)
    {
        var methods = Methods(call.Broker).Where(method => method.Name == name).ToList();
        if (methods.Count > 0)
            return methods.All(method => SymbolEqualityComparer.Default.Equals(method, call.Method))
                ? "it is the call itself"
                : $"it needs {CallPolicies.NeededBy(call.Method, reconciles)}";

        string? nearest = NearestName.To(name, Methods(call.Broker).Where(method => method.Name != call.Method.Name).Select(method => method.Name).Distinct());
        return $"'{call.Broker.Display()}' has no method of that name{(nearest is null ? "" : $"; did you mean '{nearest}'?")}";
    }

    /// <summary>The methods that could be named, whatever their signatures.</summary>
    internal static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol broker)
        => Declarations.Supertypes(broker).Prepend(broker)
            .SelectMany(type => type.GetMembers())
            .OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary);

    // Still being typed: the compiler speaks first.
    private static bool IsBroken(IMethodSymbol method) => method.ReturnType.IsBroken() || method.Parameters.Any(parameter => parameter.Type.IsBroken());
}
