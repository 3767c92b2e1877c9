using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>Broker calls where they are made, on the broker or on its wrapper. What a broker's own type does with them is its own business.</summary>
internal static class BrokerInvocations
{
    public static void RegisterBrokerInvocations(this CompilationStartAnalysisContext context, KnownSymbols symbols, Action<OperationAnalysisContext, IInvocationOperation> analyze)
        => context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (BrokerOf(call, symbols) is { } broker && !BrokerAccess.IsOwnBusiness(operation.ContainingSymbol, broker) && !BrokerAccess.IsInExpressionTree(call, symbols))
                    analyze(operation, call);
            },
            OperationKind.Invocation);

    /// <summary>The broker that is called, itself or through its wrapper; null if this is no broker call.</summary>
    public static INamedTypeSymbol? BrokerOf(IInvocationOperation call, KnownSymbols symbols)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.ContainingType.IsWrapper())
            return symbols.MarkedCalls.BrokerOf(method, BrokerAccess.ReceiverOf(call));

        return Wrappers.BrokerOf(method.ContainingType.OriginalDefinition) is { } broker
            && Declarations.Supertypes(broker).Prepend(broker)
                .SelectMany(type => type.GetMembers(method.Name))
                .OfType<IMethodSymbol>()
                .Any(member => member.Parameters.Length == method.Parameters.Length && symbols.MarkedCalls.BrokerOf(member, broker) is not null)
            ? broker
            : null;
    }

    /// <summary>How a call is named to the user.</summary>
    public static string Name(this IInvocationOperation call) => $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}";

    /// <summary>Where the call stands in a message: its method's name.</summary>
    public static Location Place(this IInvocationOperation call) => BrokerAccess.NameOf(call.Syntax).GetLocation();

    /// <summary>Whether a type is a task of any kind: something that is awaited.</summary>
    public static bool IsTask(this ITypeSymbol? type)
        => type is not null && (WellKnown.IsTask(type, 0) || WellKnown.IsTask(type, 1) || type.IsValueTask());

    public static bool IsValueTask(this ITypeSymbol? type) => type is not null && (WellKnown.IsValueTask(type, 0) || WellKnown.IsValueTask(type, 1));
}
