using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>RTG0301: a rule that no event can ever evaluate, or an evaluation of its that another one shuts out, or that no event reaches.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RuleWithoutEvaluation() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0301";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "An evaluation that never takes place",
        "The rule '{0}' is never evaluated{1}: {2}",
        Categories.Rules,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The evaluation method of a rule is found by name (Check, CheckAsync, Evaluate, EvaluateAsync) and signature. A rule without one is registered nowhere and guards nothing; of two for one event the second is never called, and neither is one beside them that has another signature.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var called = new Lazy<CalledEvaluations>(() => new CalledEvaluations(symbols));
        context.RegisterSymbolAction(symbol => Analyze(symbol, called), SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context, Lazy<CalledEvaluations> called)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type is { TypeKind: TypeKind.Class, Name.Length: > 0 } // a class still without a name is being typed
            && Annotations.Find(type, Annotations.RiskRule) is { ConstructorArguments: [{ Value: string name }] })
        {
            if (WhyNever(type, name, context.Compilation) is { } reason)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], name, "", reason));
                return;
            }

            AnalyzeEvents(context, type, name);
            AnalyzeOthers(context, type, name, called);
        }
    }

    /// <summary>
    /// An event evaluates a rule once: by the first method that takes it, those of the class itself before those
    /// of its bases. A static one beside it is its own business.
    /// </summary>
    private static void AnalyzeEvents(SymbolAnalysisContext context, INamedTypeSymbol type, string name)
    {
        var evaluations = new Dictionary<ITypeSymbol, IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (IMethodSymbol method in RuleMethods.Candidates(type).Where(candidate => RuleMethods.IsUsable(candidate, context.Compilation)))
        {
            ITypeSymbol taken = method.Parameters[0].Type;
            if (!evaluations.TryGetValue(taken, out IMethodSymbol first))
                evaluations.Add(taken, method);
            else if (!IsHidden(method, first) && method.IsStatic == first.IsStatic)
                Report(
                    context, type, name, method, $"'{first.Display()}' comes first, and '{taken.Display()}' evaluates the rule once; make one method of both");
        }
    }

    /// <summary>Beside a method that fits, one that does not may be what that one calls. What nobody calls is believed to guard something.</summary>
    private static void AnalyzeOthers(SymbolAnalysisContext context, INamedTypeSymbol type, string name, Lazy<CalledEvaluations> called)
    {
        foreach (IMethodSymbol method in RuleMethods.Candidates(type))
            if (!method.IsStatic
                && RuleMethods.IsEvaluation(method)
                && !RuleMethods.IsUsable(method, context.Compilation)
                && !EvaluationMethod.IsBroken(method)
                && !Obsolescence.IsError((ISymbol)method)
                && !called.Value.MayHave(method, type))
            {
                Report(context, type, name, method, $"it {EvaluationMethod.WhyNotUsable(method, context.Compilation)}, and nothing calls it");
            }
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, string name, IMethodSymbol method, string reason)
        => context.ReportDiagnostic(
            Diagnostic.Create(Rule, method.ContainingType.Is(type) ? method.Locations[0] : type.Locations[0], name, $" by '{method.Display()}'", reason));

    /// <summary>A method of a base class that is declared anew, with 'new', is left out on purpose.</summary>
    private static bool IsHidden(IMethodSymbol method, IMethodSymbol nearer)
        => !method.ContainingType.Is(nearer.ContainingType)
           && method.Name == nearer.Name
           && method.Parameters.Select(static parameter => parameter.Type)
               .SequenceEqual(nearer.Parameters.Select(static parameter => parameter.Type), SymbolEqualityComparer.Default);

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
