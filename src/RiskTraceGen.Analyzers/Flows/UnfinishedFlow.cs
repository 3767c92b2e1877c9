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

    private const string Dropped = "dropped at once";

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
        IOperation handle = FlowHandle.Whole(start);
        var flows = new List<ILocalSymbol>();
        while (handle.Parent is ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment && assignment.Value == handle)
        {
            flows.Add(target.Local);
            handle = FlowHandle.Whole(assignment); // a = b = StartFlow()
        }

        switch (handle.Parent)
        {
            case ITupleOperation when TupleElement.TargetOf(start) is { } part:
                return part switch
                {
                    ILocalReferenceOperation target => Fault(context, start, [target.Local]),
                    IDiscardOperation => Dropped,
                    _ => null,
                };

            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return FlowHandle.IsUsing(declarator) ? null : Fault(context, start, [.. flows, declarator.Symbol]);

            case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local } }:
                return Fault(context, start, [.. flows, local]);

            default:
                return !FlowHandle.IsDropped(handle) ? null : flows.Count > 0 ? Fault(context, start, flows) : Dropped;
        }
    }

    /// <summary>What is wrong with a flow that one local has, or several of which any may end it.</summary>
    private static string? Fault(OperationAnalysisContext context, IOperation start, IReadOnlyList<ILocalSymbol> flows)
    {
        IReadOnlyList<ILocalReferenceOperation> references = FlowHandle.References(flows, start.Root());
        if (references.Any(FlowHandle.Escapes))
            return null;

        var ends = new HashSet<SyntaxNode>(references.Where(FlowHandle.Ends).Select(static reference => reference.Syntax));
        if (ends.Count == 0)
            return "never completed";

        // Whether a nullable local holds a flow is for conditions to say, as it is of a pattern; and a copy ends what another local began.
        bool isFollowed = flows is [var only]
            && !only.Type.IsNullable()
            && FlowHandle.Whole(start).Parent is not IIsPatternOperation
            && references.All(reference => reference.Local.Is(only));
        return isFollowed && Paths.Of(context.GetControlFlowGraph(), context.CancellationToken).Any(paths => paths.Any(
            start,
            operation => IsOverwritten(operation, start, flows[0]),
            operation => operation is ILocalReferenceOperation reference && reference.Local.Is(flows[0]) && ends.Contains(reference.Syntax),
            atEnd: true,
            condition => FlowHandle.IsThere(condition, flows[0])))
            ? "not completed on every path"
            : null;
    }

    /// <summary>Whether another flow takes the place of the started one: started by another call, or by the same one in the next turn of a loop.</summary>
    private static bool IsOverwritten(IOperation operation, IOperation start, ILocalSymbol flow)
        => operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation target }
           && target.Local.Is(flow)
           && !operation.Syntax.Span.Contains(start.Syntax.Span)
           || (operation.Kind == start.Kind && operation.Syntax == start.Syntax);
}
