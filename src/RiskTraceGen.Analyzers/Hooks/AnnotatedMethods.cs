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
                if (symbol.Symbol is IMethodSymbol { PartialDefinitionPart: null } method)
                    analyze(method, symbol.ReportDiagnostic);
            },
            SymbolKind.Method);
        context.RegisterOperationAction(operation => analyze(((ILocalFunctionOperation)operation.Operation).Symbol, operation.ReportDiagnostic), OperationKind.LocalFunction);
        context.RegisterOperationAction(operation => analyze(((IAnonymousFunctionOperation)operation.Operation).Symbol, operation.ReportDiagnostic), OperationKind.AnonymousFunction);
    }
}
