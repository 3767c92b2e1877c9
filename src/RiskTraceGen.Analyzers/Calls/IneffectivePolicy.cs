using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>RTG0407: a policy of a broker call that is out of range, has nothing to work on, or cannot be carried out for this method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IneffectivePolicy() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0407";

    private static readonly (string Setting, int Most)[] Ranges = [("Retries", 100), ("BackoffMilliseconds", 3_600_000), ("TimeoutMilliseconds", 86_400_000)];

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A broker call policy without effect",
        "A policy of '{0}' has no effect: {1}",
        Categories.BrokerCalls,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Whoever reads the annotation relies on retries, timeouts and fallbacks that will not happen.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterAnnotatedCalls(Analyze);

    private static void Analyze(AnnotatedCall call, Action<Diagnostic> report)
    {
        foreach (string reason in Reasons(call))
            report(Diagnostic.Create(Rule, call.Place, call.Method.Display(), reason));
    }

    private static IEnumerable<string> Reasons(AnnotatedCall call)
    {
        AttributeData attribute = call.Attribute;
        foreach ((string setting, int most) in Ranges)
            if (Annotations.Named(attribute, setting, 0) is var value && (value < 0 || value > most))
                yield return $"{setting} = {value} is not from 0 to {most:N0}";

        bool retries = Annotations.Named(attribute, "Retries", 0) > 0 || CallPolicies.Text(attribute, "Pipeline") is not null;
        if (Annotations.Named(attribute, "BackoffMilliseconds", 0) > 0 && !retries)
            yield return "BackoffMilliseconds delays retries, and there are none; set Retries";
        if (Annotations.Named(attribute, "RetryAmbiguous", false) && !retries)
            yield return "RetryAmbiguous allows retries, and there are none; set Retries";
        if (Annotations.Named(attribute, "FallbackOnAmbiguous", false) && CallPolicies.Text(attribute, "Fallback") is null)
            yield return "FallbackOnAmbiguous allows a fallback, and there is none; set Fallback";
        if (CallPolicies.HasAny(attribute) && !CallPolicies.CanRepeat(call.Method))
            yield return CallPolicies.IsDeferred(call.Method)
                ? "it returns before its work is done, a stream or an awaitable that only the caller can follow, so that there is no outcome to retry or to replace; the call is made once, and traced"
                : "arguments by reference, spans and results of such types cannot be kept for another attempt; the call is made once, and traced";
    }
}
