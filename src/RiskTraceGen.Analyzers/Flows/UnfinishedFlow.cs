using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>RTG0501: a flow that is started and, on some path, neither completed nor disposed of.</summary>
/// <remarks>A handle that leaves the function, by being returned, passed on, stored or captured, is completed by whoever has it then.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnfinishedFlow() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0501";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A flow that is not completed on every path",
        "This flow is started and {0}: it stays among the active ones until it is found abandoned; declare it with 'using', and complete it where it succeeds",
        Categories.Flows,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A flow that nobody ends has no result and no duration, and is shown as abandoned minutes later, long after anybody asked.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var start = (IInvocationOperation)context.Operation;
        if (IsStart(start, symbols) && Fault(context, start) is { } fault)
            context.ReportDiagnostic(Diagnostic.Create(Rule, start.Syntax.GetLocation(), fault));
    }

    private static bool IsStart(IInvocationOperation call, KnownSymbols symbols)
        => call.TargetMethod is { Name: "StartFlow", IsStatic: false } method && method.ContainingType.Is(symbols.Tracer);

    private static string? Fault(OperationAnalysisContext context, IInvocationOperation start)
    {
        switch (start.Parent)
        {
            case ITupleOperation when Deconstruction.TargetOf(start) is { } part:
                return part switch
                {
                    ILocalReferenceOperation target => Fault(context, start, target.Local),
                    IDiscardOperation => "dropped at once",
                    _ => null,
                };

            case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
                return "dropped at once";

            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return IsUsing(declarator) ? null : Fault(context, start, declarator.Symbol);

            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Parent: IExpressionStatementOperation }:
                return Fault(context, start, target.Local);

            default:
                return null;
        }
    }

    private static string? Fault(OperationAnalysisContext context, IOperation start, ILocalSymbol flow)
    {
        List<ILocalReferenceOperation> references = [.. start.Root().Descendants().OfType<ILocalReferenceOperation>().Where(reference => reference.Local.Is(flow))];
        if (references.Exists(Escapes))
            return null;
        if (!references.Exists(Ends))
            return "never completed";

        return Paths.Of(context.GetControlFlowGraph(), context.CancellationToken).Any(paths => paths.Any(
            start,
            static _ => false,
            operation => operation is ILocalReferenceOperation reference && reference.Local.Is(flow) && references.Exists(known => known.Syntax == reference.Syntax && Ends(known)),
            atEnd: true))
            ? "not completed on every path"
            : null;
    }

    private static bool IsUsing(IVariableDeclaratorOperation declarator)
        => declarator.Parent?.Parent is { } declaration
           && (declaration.Parent is IUsingDeclarationOperation || declaration is IUsingDeclarationOperation or IUsingOperation || declaration.Parent is IUsingOperation);

    /// <summary>Complete and Dispose, and a <c>using</c> of the local.</summary>
    private static bool Ends(ILocalReferenceOperation reference)
        => reference.Parent is IInvocationOperation { TargetMethod.Name: "Complete" or "Dispose" } call && call.Instance == reference
           || reference.Parent is IUsingOperation;

    /// <summary>Whether somebody else may have the handle: what only looks at it, records in it, or makes a wrapper with it, has not.</summary>
    private static bool Escapes(ILocalReferenceOperation reference)
    {
        IOperation current = reference;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
            current = current.Parent;

        bool isCaptured = !IsSameFunction(reference);
        return isCaptured || current.Parent switch
        {
            IDeclarationExpressionOperation or ITupleOperation => !Deconstruction.IsTarget(current),
            IInvocationOperation call => call.Instance != current,
            IPropertyReferenceOperation or IUsingOperation or IBinaryOperation or IExpressionStatementOperation or IMethodReferenceOperation => false,
            IArgumentOperation { Parent: IInvocationOperation call } => !IsLibrary(call.TargetMethod),
            ISimpleAssignmentOperation assignment => assignment.Target != current,
            _ => true,
        };
    }

    private static bool IsLibrary(IMethodSymbol method)
        => method.ContainingNamespace is { Name: Parsing.Annotations.LibraryNamespace, ContainingNamespace.IsGlobalNamespace: true } && method.Name == TracedWrapper.Factory
           || method.ContainingType.IsWrapper();

    private static bool IsSameFunction(ILocalReferenceOperation reference)
    {
        for (IOperation? current = reference.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda)
                return reference.Local.ContainingSymbol.Is(lambda.Symbol);
            if (current is ILocalFunctionOperation local)
                return reference.Local.ContainingSymbol.Is(local.Symbol);
        }

        return true;
    }
}
