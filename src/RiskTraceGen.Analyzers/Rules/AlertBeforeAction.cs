using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.Analyzers.Tracing;

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
            && WaitOf(raise) is { } wait
            && Trail.Of(raise, context) < Fate.Used
            && LaterAction.Behind(wait, context.GetControlFlowGraph, symbols, context.CancellationToken) is { } action
            && !(symbols.MarkedCalls.BrokerOf(action) is { } broker && BrokerAccess.IsOwnBusiness(context.ContainingSymbol, broker)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, raise.NameLocation(), [action.Syntax.GetLocation()], action.TargetMethod.Name));
        }
    }

    /// <summary>Where a raise is waited for, alone or with others, at once or by the first mention of the local that has its task.</summary>
    private static IOperation? WaitOf(IOperation raise)
        => Together(raise) is var whole && whole.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
            ? whole.Root().Descendants()
                .OfType<ILocalReferenceOperation>()
                .Where(reference => reference.Local.Is(local))
                .Select(static reference => WaitFor(Together(reference)))
                .FirstOrDefault()
            : WaitFor(whole);

    /// <summary>The whole task that a task is, or that it is one of.</summary>
    private static IOperation Together(IOperation task)
    {
        IOperation whole = Trail.Whole(task);
        while (whole.Parent is IArgumentOperation { Parent: IInvocationOperation together } && TaskType.IsOfTask(together, "WhenAll"))
            whole = Trail.Whole(together);

        return whole;
    }

    private static IOperation? WaitFor(IOperation task) => task.Parent switch
    {
        IAwaitOperation wait => wait,
        IArgumentOperation { Parent: IInvocationOperation all } when TaskType.IsOfTask(all, "WaitAll") => all,
        { } wait when Blocking.Task(wait) is not null && Blocking.NameOf(wait) is not null => wait,
        _ => null,
    };
}
