using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>RTG0405: a broker call whose task nobody awaits.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnawaitedCall() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0405";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A broker call that is not awaited",
        "'{0}' is called and not awaited: nobody sees whether it failed, and the flow may end before it does; await it",
        Categories.BrokerCalls,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A call that is not awaited may fail unseen, and what follows it happens while the order is still on its way.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterBrokerInvocations(symbols, Analyze);

    private static void Analyze(OperationAnalysisContext context, IInvocationOperation call)
    {
        if (TaskType.IsTask(call.Type) && Trail.Of(call, context) < Fate.Awaited)
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.Name()));
    }
}
