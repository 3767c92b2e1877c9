using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tasks;

/// <summary>RTG0305: work that a flow starts and that nobody waits for: a task that is dropped, an <c>async void</c> function, a work item of the thread pool.</summary>
/// <remarks>A raise that is not awaited is RTG0209, a broker call RTG0405.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForgottenWork() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0305";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Work fired and forgotten inside a flow",
        "Nobody waits for '{0}': the flow may end before it, and its failure is lost; await it",
        Categories.Rules,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What outlives its flow is recorded as late or not at all, has no timeout, and fails without a trace.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsForgotten(call)
            && !call.TargetMethod.IsRaiseAsync(symbols)
            && !symbols.MarkedCalls.Includes(call)
            && symbols.FlowCode.IsWithinFlow(call, context.ContainingSymbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.TargetMethod.Name));
        }
    }

    /// <summary>An extension, such as one that observes failures, of a task that somebody has: what it returns is only that task in another form.</summary>
    private static bool IsToldOfKeptTask(IInvocationOperation call)
        => call.TargetMethod.IsExtensionMethod && call.Arguments is [{ Value: var task }, ..] && DroppedTask.IsTask(task.Type) && task is not IInvocationOperation;

    private static bool IsForgotten(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        return DroppedTask.IsTask(call.Type)
            ? !DroppedTask.PassesOn(method) && method.Name != "ContinueWith" && !IsToldOfKeptTask(call) && DroppedTask.DropOf(call) is not null
            : HandlerMethod.IsAsyncVoid(method)
              || (method.Name is "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" && method.ContainingType is { Name: "ThreadPool", ContainingNamespace.Name: "Threading" });
    }
}
