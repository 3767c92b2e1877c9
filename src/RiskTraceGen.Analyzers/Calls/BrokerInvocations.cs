using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>Broker calls where they are made, on the broker or on its wrapper. What a broker's own type does with them is its own business.</summary>
internal static class BrokerInvocations
{
    public static void RegisterBrokerInvocations(
        this CompilationStartAnalysisContext context, KnownSymbols symbols, Action<OperationAnalysisContext, IInvocationOperation> analyze)
        => context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (IsJudged(call, operation.ContainingSymbol, symbols))
                    analyze(operation, call);
            },
            OperationKind.Invocation);

    /// <summary>Whether the rules on broker calls have to do with a call.</summary>
    public static bool IsJudged(IInvocationOperation call, ISymbol caller, KnownSymbols symbols)
        => symbols.MarkedCalls.BrokerOf(call) is { } broker && !BrokerAccess.IsOwnBusiness(caller, broker) && !Function.IsInExpressionTree(call, symbols);

    /// <summary>How a call is named to the user.</summary>
    public static string Name(this IInvocationOperation call) => call.TargetMethod.DisplayWithType();
}
