using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>RTG0403: a call that is made again, or replaced, although the first one may have done its work.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnguardedAmbiguity() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0403";

    private static readonly string[] Settings = ["RetryAmbiguous", "FallbackOnAmbiguous"];

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "An ambiguous call is made a second time",
        "'{0}' says {1}, is not Idempotent and names no Reconcile: after a timeout or a lost answer the order may exist twice",
        Categories.BrokerCalls,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "After a timeout or a lost answer nobody knows whether the broker did what it was asked. Doing it again is safe only if twice is the same as once (Idempotent), or if a query finds out first (Reconcile).",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterAnnotatedCalls(Analyze);

    private static void Analyze(AnnotatedCall call, Action<Diagnostic> report)
    {
        string[] given = [.. Settings.Where(setting => Annotations.Named(call.Attribute, setting, false))];
        if (given.Length > 0 && !Annotations.Named(call.Attribute, "Idempotent", false) && CallPolicies.Text(call.Attribute, "Reconcile") is null)
            report(Diagnostic.Create(Rule, call.Place, call.Method.Display(), string.Join(" and ", given)));
    }
}
