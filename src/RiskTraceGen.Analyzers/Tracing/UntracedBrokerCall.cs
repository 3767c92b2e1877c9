using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>RTG0101: a broker call on the broker itself, where no trace sees it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntracedBrokerCall() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0101";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A broker call bypasses the trace",
        "'{0}' is called on the broker itself, so no trace sees it; {1}",
        Categories.Tracing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A method marked [BrokerCall] is recorded only when it is called through the generated wrapper. Every other call places, changes or closes orders that no trace knows of.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOutsideTests(Rule, operation => AnalyzeNamed(operation, symbols), OperationKind.Invocation);
        context.RegisterOutsideTests(Rule, operation => AnalyzeUnnamed(operation, symbols), UnnamedCalls.KindsIn(symbols));
    }

    private static void AnalyzeNamed(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsUntraced(context, call.TargetMethod, MarkedCalls.ReceiverOf(call), symbols))
            Report(context, call.TargetMethod, MarkedCalls.ReceiverOf(call), call.Arguments, call.NameLocation());
    }

    private static void AnalyzeUnnamed(OperationAnalysisContext context, KnownSymbols symbols)
    {
        foreach (UnnamedCall call in UnnamedCalls.Of(context.Operation, symbols))
            if (IsUntraced(context, call.Method, call.Receiver, symbols))
                Report(context, call.Method, call.Receiver, [], call.Place);
    }

    private static bool IsUntraced(OperationAnalysisContext context, IMethodSymbol method, ITypeSymbol? receiver, KnownSymbols symbols)
        => BrokerAccess.Untraced(method, receiver, context.ContainingSymbol, symbols) is not null && !Function.IsInExpressionTree(context.Operation, symbols);

    private static void Report(
        OperationAnalysisContext context, IMethodSymbol method, ITypeSymbol? receiver, ImmutableArray<IArgumentOperation> arguments, Location place)
        => context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            place,
            method.DisplayWithType(),
            InheritedWrapper.Advice(method, receiver, arguments, context.Compilation, "call it on the traced wrapper ('Traced(flow)')")));
}
