using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>RTG0401: the result of a broker call says whether it succeeded, and nothing looks at it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncheckedResult() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0401";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A broker result that is never looked at",
        "The result of '{0}' says whether the broker did it, and nothing looks at it: a refusal passes for a success; check {1}",
        Categories.BrokerCalls,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A broker that answers 'no' has not thrown. Where the answer is dropped, a position counts as closed that is open.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterBrokerInvocations(symbols, Analyze);

    private static void Analyze(OperationAnalysisContext context, IInvocationOperation call)
    {
        if (VerdictOf(call.Type, context.Compilation) is { } verdict
            && Trail.Of(call, context) is var fate
            && fate <= Fate.Awaited
            && (fate == Fate.Awaited || !TaskType.IsTask(call.Type)))
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.Name(), verdict));
    }

    /// <summary>What of a result says that it succeeded, as the library classifies it; null where it only says something.</summary>
    private static string? VerdictOf(ITypeSymbol? type, Compilation compilation)
    {
        if (type is INamedTypeSymbol { TypeArguments: [var result] } task && (WellKnown.IsTask(task, 1) || WellKnown.IsValueTask(task, 1)))
            type = result;
        if (type is not INamedTypeSymbol answer)
            return null;

        return answer.SpecialType == SpecialType.System_Boolean ? "it" : Verdicts.SuccessOf(answer, compilation) is { } name ? $"'{name}'" : null;
    }
}
