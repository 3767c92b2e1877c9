using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>RTG0103: a broker's method taken as a delegate or in an expression tree, so that whoever calls it later calls it untraced.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntracedMethodGroup() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0103";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A broker method taken as a delegate",
        "'{0}' is taken {1} on the broker itself: whoever calls it later calls it untraced; {2}",
        Categories.Tracing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A delegate of a broker's method carries the call past the trace to wherever it is passed, and there nothing shows that a broker is behind it.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOutsideTests(Rule, operation => AnalyzeGroup(operation, symbols), OperationKind.MethodReference);
        context.RegisterOutsideTests(Rule, operation => AnalyzeCall(operation, symbols), OperationKind.Invocation);
    }

    private static void AnalyzeGroup(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var group = (IMethodReferenceOperation)context.Operation;
        if (IsTaken(group))
            Report(context, group.Method, group.Instance?.Type, "as a delegate", symbols);
    }

    /// <summary>
    /// Whether somebody may call the method later: not where only its name is meant, a delegate that is to be called no more, or one to compare with.
    /// </summary>
    internal static bool IsTaken(IMethodReferenceOperation group)
        => group.Parent is not INameOfOperation && group.WholeDelegate() is var value && value.Parent switch
        {
            IEventAssignmentOperation { Adds: false } removal => removal.HandlerValue != value,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } removal => removal.Value != value,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => false,
            _ => true,
        };

    /// <summary>
    /// Whether it is added to other delegates, from which only an equal one can be removed: another delegate of the same method on the same broker.
    /// </summary>
    internal static bool IsAdded(IOperation group) => group.WholeDelegate().Parent
        is IEventAssignmentOperation { Adds: true } or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add }
            or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add };

    private static void AnalyzeCall(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (symbols.MarkedCalls.Includes(call) && Function.IsInExpressionTree(call, symbols))
            Report(context, call.TargetMethod, MarkedCalls.ReceiverOf(call), "into an expression tree", symbols);
    }

    private static void Report(OperationAnalysisContext context, IMethodSymbol method, ITypeSymbol? receiver, string taken, KnownSymbols symbols)
    {
        if (BrokerAccess.Untraced(method, receiver, context.ContainingSymbol, symbols) is not null)
        {
            string advice = InheritedWrapper.Advice(method, receiver, [], context.Compilation, "take it on the traced wrapper ('Traced(flow)')");
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.NameLocation(), method.DisplayWithType(), taken, advice));
        }
    }
}
