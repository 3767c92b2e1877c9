using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>RTG0503: <c>RiskFlow.None</c>, or <c>default</c>, given where a flow belongs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoFlow() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0503";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handle on no flow",
        "'{0}' is a handle on no flow: what is done with it is counted and not recorded; start a flow, or take the one of the caller",
        Categories.Flows,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "RiskFlow.None lets tests call traced code without a tracer. In a bot it is the one way to trade through the wrapper and leave no trace.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOutsideTests(
            Rule, operation => Analyze(operation, symbols), OperationKind.DefaultValue, OperationKind.PropertyReference, OperationKind.ObjectCreation);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        IOperation value = context.Operation;
        bool isNone = value switch
        {
            IDefaultValueOperation => value.Type.Is(symbols.Flow),
            IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } none } => none.ContainingType.Is(symbols.Flow),
            IObjectCreationOperation { Arguments.IsEmpty: true } => value.Type.Is(symbols.Flow),
            _ => false,
        };
        if (isNone && !value.IsImplicit && !IsCompared(value) && !IsOutput(value) && !IsPlaceholder(value, context))
            context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), value.Syntax.ToString()));
    }

    /// <summary>Who asks whether there is a flow has to name what there is not.</summary>
    private static bool IsCompared(IOperation value)
    {
        IOperation whole = Whole(value);
        return whole.Parent
            is INameOfOperation or IPropertyReferenceOperation
                or IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }
                or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Equals" or "Contains" } }
            || (whole.Parent is IInvocationOperation { TargetMethod.Name: "Equals" } call && call.Instance == whole);
    }

    /// <summary>A method that finds no flow has to say so.</summary>
    private static bool IsOutput(IOperation value)
        => (Whole(value) is { Parent: ISimpleAssignmentOperation assignment } ? assignment.Target : TupleElement.TargetOf(Whole(value)))
            is IParameterReferenceOperation { Parameter.RefKind: RefKind.Out };

    /// <summary>
    /// A local needs a value before it gets its flow; that is none as long as nobody uses it. Disposing of it is
    /// what a <c>finally</c> does when there was no time to start the flow.
    /// </summary>
    private static bool IsPlaceholder(IOperation value, OperationAnalysisContext context)
    {
        (ILocalSymbol? local, IOperation? write) = Whole(value).Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => (declarator.Symbol, declarator),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Parent: IExpressionStatementOperation } assignment
                => (target.Local, assignment),
            _ => ((ILocalSymbol?)null, (IOperation?)null),
        };
        return local is { RefKind: RefKind.None }
            && Variable.ReadsOf(local, write!, context.GetControlFlowGraph, context.CancellationToken, condition => !FlowHandle.IsThere(condition, local))
                .All(static read => IsCompared(read) || IsDisposed(read));
    }

    private static bool IsDisposed(IOperation read)
        => Whole(read) is var whole
           && (whole.Parent is IUsingOperation
               || (whole.Parent is IInvocationOperation { TargetMethod.Name: nameof(IDisposable.Dispose) } call && call.Instance == whole));

    private static IOperation Whole(IOperation value)
    {
        IOperation whole = value;
        while (whole.Parent is IConversionOperation)
            whole = whole.Parent;
        return whole;
    }
}
