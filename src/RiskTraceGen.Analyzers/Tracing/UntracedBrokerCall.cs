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
        "'{0}' is called on the broker itself, so no trace sees it; call it on the traced wrapper ('Traced(flow)')",
        Categories.Tracing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A method marked [BrokerCall] is recorded only when it is called through the generated wrapper. Every other call places, changes or closes orders that no trace knows of.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        bool onlyOnRequest = TestProject.IsTestProject(context.Compilation, context.Options);
        context.RegisterOperationAction(
            operation =>
            {
                if (!onlyOnRequest || TestProject.HasExplicitSeverity(operation.Compilation, operation.Operation.Syntax.SyntaxTree, Rule, operation.CancellationToken))
                    Analyze(operation, symbols);
            },
            OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        ITypeSymbol? receiver = MarkedCalls.ReceiverOf(call);

        if (symbols.MarkedCalls.BrokerOf(method, receiver) is not { } broker
            || receiver.IsWrapper()
            || method.ContainingType.IsWrapper()
            || IsOwnBusiness(context.ContainingSymbol.ContainingType ?? context.ContainingSymbol as INamedTypeSymbol, broker)
            || Function.IsInExpressionTree(call, symbols))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), $"{method.ContainingType.Name}.{method.Name}"));
    }

    /// <summary>The broker's own type, its implementations, its decorators and its wrapper may call as they like, and so may what is nested in them.</summary>
    private static bool IsOwnBusiness(INamedTypeSymbol? caller, INamedTypeSymbol broker)
    {
        for (INamedTypeSymbol? type = caller; type is not null; type = type.ContainingType)
        {
            if (type.IsOrDerivesFrom(broker) || type.IsWrapper())
                return true;
        }

        return false;
    }
}
