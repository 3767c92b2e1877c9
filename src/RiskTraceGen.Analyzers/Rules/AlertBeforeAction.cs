using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>RTG0306: an evaluation, a handler or what is handed their flow waits for alert handlers, and only then tells the broker what to do.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AlertBeforeAction() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0306";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Handlers awaited before the broker call",
        "'{0}' waits for all of these handlers, or their timeouts; use 'Raise', which lets them run beside it",
        Categories.Rules,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The position stays open while alerts are on their way: up to the timeout of the slowest handler, in every group of handlers.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var raise = (IInvocationOperation)context.Operation;
        if (raise.TargetMethod.IsRaiseAsync(symbols)
            && AwaitOf(raise) is { } awaited
            && Trail.Of(raise, context) < Fate.Used
            && symbols.FlowCode.IsWithinFlow(raise, context.ContainingSymbol)
            && LaterAction.Behind(awaited, context.GetControlFlowGraph, symbols, context.CancellationToken) is { } action)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, raise.NameLocation(), [action.Syntax.GetLocation()], action.TargetMethod.Name));
        }
    }

    /// <summary>Where a raise is waited for, alone or with others, at once or by the first mention of the local that has its task.</summary>
    private static IAwaitOperation? AwaitOf(IOperation raise)
    {
        IOperation whole = Trail.Whole(raise);
        while (whole.Parent is IArgumentOperation { Parent: IInvocationOperation together } && TaskType.IsOfTask(together, "WhenAll"))
            whole = Trail.Whole(together);

        return whole.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => whole.Root().Descendants()
                .OfType<ILocalReferenceOperation>()
                .Where(reference => reference.Local.Is(local))
                .Select(static reference => Trail.Whole(reference).Parent as IAwaitOperation)
                .FirstOrDefault(),
            var use => use as IAwaitOperation,
        };
    }
}
