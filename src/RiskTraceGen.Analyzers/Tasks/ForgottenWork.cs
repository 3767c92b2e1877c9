using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tasks;

/// <summary>
/// RTG0305: work that a flow starts and that nobody waits for: a task that is dropped, an <c>async void</c>
/// function or lambda, a work item of the thread pool, a thread that is not joined.
/// </summary>
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
    {
        context.RegisterOperationAction(operation => AnalyzeCall(operation, symbols), OperationKind.Invocation);
        context.RegisterOperationAction(operation => AnalyzeLambda(operation, symbols), OperationKind.AnonymousFunction);
    }

    /// <summary>
    /// What becomes an <c>async void</c> function is awaited by nobody, whoever calls it; an event can have no
    /// other. So is what a query starts for each of its elements.
    /// </summary>
    private static void AnalyzeLambda(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var lambda = (IAnonymousFunctionOperation)context.Operation;
        bool isVoid = lambda.Symbol.ReturnsVoid;
        if (lambda.Symbol.IsAsync
            && (isVoid
                ? lambda.Parent is not IDelegateCreationOperation { Parent: IEventAssignmentOperation }
                : Trail.OfReturned(lambda, context) == Fate.Dropped)
            && symbols.FlowCode.IsWithinFlow(lambda, context.ContainingSymbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, ((AnonymousFunctionExpressionSyntax)lambda.Syntax).AsyncKeyword.GetLocation(), isVoid ? "async void lambda" : "async lambda"));
        }
    }

    private static void AnalyzeCall(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsForgotten(call, context)
            && !call.TargetMethod.IsRaiseAsync(symbols)
            && !symbols.MarkedCalls.Includes(call)
            && symbols.FlowCode.IsWithinFlow(call, context.ContainingSymbol)
            && !IsReportedWithin(call, context, symbols))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.TargetMethod.Name));
        }
    }

    /// <summary>An extension, such as one that observes failures, of a task that somebody has: what it returns is only that task in another form.</summary>
    private static bool IsToldOfKeptTask(IInvocationOperation call)
        => call.TargetMethod.IsExtensionMethod && call.Arguments is [{ Value: var task }, ..] && TaskType.IsTask(task.Type) && task is not IInvocationOperation;

    /// <summary>
    /// Whether a raise or a broker call that goes into a task, as into that of <c>Task.WhenAll</c>, is reported for it: the same <c>await</c> helps both.
    /// </summary>
    private static bool IsReportedWithin(IInvocationOperation whole, OperationAnalysisContext context, KnownSymbols symbols)
        => whole.Root().Descendants().OfType<IInvocationOperation>().Any(part => part != whole
            && (part.TargetMethod.IsRaiseAsync(symbols) || BrokerInvocations.IsJudged(part, context.ContainingSymbol, symbols))
            && TaskType.IsTask(part.Type)
            && Trail.IsDroppedWith(part, whole, context));

    private static bool IsForgotten(IInvocationOperation call, OperationAnalysisContext context)
    {
        IMethodSymbol method = call.TargetMethod;
        return TaskType.IsTask(call.Type)
            ? !TaskType.PassesOn(method) && method.Name != "ContinueWith" && !IsToldOfKeptTask(call) && Trail.Of(call, context) == Fate.Dropped
            : HandlerMethod.IsAsyncVoid(method)
              || (method.Name is "QueueUserWorkItem" or "UnsafeQueueUserWorkItem"
                  && method.ContainingType is { Name: "ThreadPool", ContainingNamespace.Name: "Threading" })
              || (method.Name is "Start" or "UnsafeStart" && IsThread(method.ContainingType) && !CanBeJoined(call.Instance));
    }

    private static bool IsThread(ITypeSymbol type)
        => type is { Name: "Thread", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };

    /// <summary>
    /// Whether somebody may wait for a thread: it is not only a local on which nothing but its own members is used, and none of them is <c>Join</c>.
    /// </summary>
    private static bool CanBeJoined(IOperation? thread) => thread switch
    {
        IObjectCreationOperation => false,
        ILocalReferenceOperation { Local: var local }
            => thread.Root().Descendants().OfType<ILocalReferenceOperation>().Any(reference => reference.Local.Is(local)
                && reference.Parent
                    is not (IPropertyReferenceOperation or IInvocationOperation { Instance: ILocalReferenceOperation, TargetMethod.Name: not "Join" })
                && !(reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference)),
        _ => true,
    };
}
