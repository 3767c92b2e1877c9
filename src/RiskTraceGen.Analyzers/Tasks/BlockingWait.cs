using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tasks;

/// <summary>RTG0304: an evaluation or a handler that blocks its thread until something else has happened.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingWait() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0304";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A blocking wait inside an evaluation or handler",
        "'{0}' blocks the thread of {1} until it is over; await it",
        Categories.Rules,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A rule that blocks holds the dispatch: the next event waits, and no timeout can leave the rule behind. A handler that blocks takes a worker with it.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation, OperationKind.PropertyReference);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (Blocking.NameOf(context.Operation) is not { } name
            || symbols.FlowCode.RoleOf(context.Operation, context.ContainingSymbol) is var role && role == FlowRole.None
            || Completion.IsKnownAt(context.Operation, context))
        {
            return;
        }

        context.ReportDiagnostic(
            Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), name, role.HasFlag(FlowRole.Evaluation) ? "an evaluation" : "a handler"));
    }
}
