using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>Everything that can carry a hook annotation, local functions and lambdas included.</summary>
internal static class AnnotatedMethods
{
    public static void RegisterMethods(this CompilationStartAnalysisContext context, Action<IMethodSymbol, Action<Diagnostic>> analyze)
    {
        context.RegisterSymbolAction(
            symbol =>
            {
                // Both parts of a partial method have the attributes of both.
                if (symbol.Symbol is IMethodSymbol { PartialDefinitionPart: null } method && HasAttributes(method))
                    analyze(method, symbol.ReportDiagnostic);
            },
            SymbolKind.Method);
        context.RegisterOperationAction(
            operation =>
            {
                IMethodSymbol function = operation.Operation is ILocalFunctionOperation local
                    ? local.Symbol
                    : ((IAnonymousFunctionOperation)operation.Operation).Symbol;
                if (HasAttributes(function))
                    analyze(function, operation.ReportDiagnostic);
            },
            OperationKind.LocalFunction,
            OperationKind.AnonymousFunction);
    }

    // Nearly all methods have none, and need nobody to report to.
    private static bool HasAttributes(IMethodSymbol method) => !method.GetAttributes().IsEmpty;
}
