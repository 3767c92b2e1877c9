using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0209: a <c>RaiseAsync</c> that nobody waits for, which is what <c>Raise</c> is made for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnawaitedRaise() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0209";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A RaiseAsync that is not awaited",
        "Nobody waits for this 'RaiseAsync': await it, or use 'Raise', which starts the handlers and waits for none",
        Categories.Hooks,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Whoever reads the call believes that the handlers have run by the next line. They may not have begun, and the outcome that says how they ended is lost.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(
            operation =>
            {
                var raise = (IInvocationOperation)operation.Operation;
                if (raise.TargetMethod.IsRaiseAsync(symbols) && !Function.IsInExpressionTree(raise, symbols) && Trail.Of(raise, operation) < Fate.Awaited)
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, raise.NameLocation()));
            },
            OperationKind.Invocation);
}
