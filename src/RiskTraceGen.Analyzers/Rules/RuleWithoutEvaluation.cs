using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>RTG0301: a rule that no event can ever evaluate.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RuleWithoutEvaluation() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0301";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A rule without a usable evaluation method",
        "The rule '{0}' is never evaluated: {1}",
        Categories.Rules,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The evaluation method of a rule is found by name (Check, CheckAsync, Evaluate, EvaluateAsync) and signature. A rule without one is registered nowhere and guards nothing.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type is { TypeKind: TypeKind.Class, Name.Length: > 0 } // a class still without a name is being typed
            && Annotations.Find(type, Annotations.RiskRule) is { ConstructorArguments: [{ Value: string name }] }
            && WhyNever(type, name, context.Compilation) is { } reason)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], name, reason));
        }
    }

    /// <summary>Null when an event can evaluate the rule, or when its code is too broken to say.</summary>
    private static string? WhyNever(INamedTypeSymbol type, string name, Compilation compilation)
    {
        if (string.IsNullOrWhiteSpace(name))
            return "its name is blank";

        if (Constructible.WhyNot(type, compilation) is { } reason)
            return reason;

        var candidates = RuleMethods.Candidates(type).ToList();
        if (candidates.Count == 0)
            return "the class has no method named Check, CheckAsync, Evaluate or EvaluateAsync";

        return candidates.Exists(candidate => RuleMethods.IsUsable(candidate, compilation) || EvaluationMethod.IsBroken(candidate))
            ? null
            : string.Join("; ", candidates.Select(candidate => $"'{candidate.Display()}' {EvaluationMethod.WhyNotUsable(candidate, compilation)}"));
    }
}
