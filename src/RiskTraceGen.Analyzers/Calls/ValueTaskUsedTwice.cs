using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>RTG0406: the value task of a traced call is used otherwise than by awaiting it once.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValueTaskUsedTwice() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0406";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A traced value task that is not awaited once",
        "The value task of '{0}' {1}: it is pooled, and belongs to another call once it was read; await it once, or take 'AsTask()'",
        Categories.BrokerCalls,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A traced call allocates nothing because its value task is used again. Whoever reads it a second time gets an exception; whoever blocks on it before it has ended gets one at once.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static bool IsTraced(IInvocationOperation call)
        => call.TargetMethod.ContainingType.IsWrapper() && (WellKnown.IsValueTask(call.Type!, 0) || WellKnown.IsValueTask(call.Type!, 1));

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsTraced(call) && (MisuseAtOnce(call) ?? (KeptIn(call) is { } kept ? Misuse(context, kept) : null)) is { } misuse)
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.Name(), misuse));
    }

    // What is done with it right where it is returned.
    private static string? MisuseAtOnce(IInvocationOperation call) => IsBlocking(call) ? "is waited for by blocking" : IsStored(call) ? "is stored" : null;

    // What is done with the local or parameter that it is put into.
    private static string? Misuse(OperationAnalysisContext context, ISymbol kept)
    {
        List<IOperation> references = [.. context.Operation.Root().Descendants().Where(operation => Mentioned(operation).Is(kept))];
        bool isChecked = references.Exists(static reference
            => reference.Parent is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" } || IsContinued(reference));
        if (!isChecked && references.Exists(static reference => IsBlocking(reference)))
            return "is waited for by blocking";
        if (references.Exists(static reference => IsStored(reference)))
            return "is stored";

        List<IOperation> readings = [.. references.Where(static reference => !IsAssigned(reference) && !IsLookedAt(reference))];
        return readings.Exists(first => Paths.Of(context.GetControlFlowGraph(), context.CancellationToken).Any(paths => paths.Any(
            first,
            operation => Mentioned(operation).Is(kept) && readings.Exists(reading => reading.Syntax == operation.Syntax),
            operation => operation is ISimpleAssignmentOperation { Target: var target } && Mentioned(target).Is(kept),
            atEnd: false)))
            ? "is read more than once"
            : null;
    }

    private static ISymbol? KeptIn(IInvocationOperation call)
    {
        IOperation whole = Whole(call);
        return whole.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation assignment when assignment.Value == whole => Mentioned(assignment.Target),
            ITupleOperation when TupleElement.TargetOf(whole) is { } target => Mentioned(target),
            _ => null,
        };
    }

    private static ISymbol? Mentioned(IOperation operation) => operation switch
    {
        ILocalReferenceOperation reference => reference.Local,
        IParameterReferenceOperation reference => reference.Parameter,
        _ => null,
    };

    private static bool IsBlocking(IOperation task) => Whole(task).Parent is { } use && use switch
    {
        IPropertyReferenceOperation { Property.Name: "Result" } => true,
        IInvocationOperation { TargetMethod.Name: "GetResult" } => true,
        _ => false,
    };

    private static bool IsStored(IOperation task) => Whole(task) is var whole && whole.Parent is { } use && use switch
    {
        ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation } assignment
            => assignment.Value == whole,
        IFieldInitializerOperation or IPropertyInitializerOperation or IArrayInitializerOperation or ICollectionExpressionOperation => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Add" or "Enqueue" or "Push" or "TryAdd" or "Insert" } kept } }
            => kept.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsAssigned(IOperation reference)
        => (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference) || TupleElement.IsTarget(reference);

    private static bool IsContinued(IOperation awaiter) => awaiter.Parent is IInvocationOperation { TargetMethod.Name: "OnCompleted" or "UnsafeOnCompleted" };

    // Of its state only.
    private static bool IsLookedAt(IOperation reference)
        => reference.Parent is IPropertyReferenceOperation { Property.Name: not "Result" } or INameOfOperation || IsContinued(reference);

    // 'Preserve' is not among them: what it returns may be read as often as one likes.
    private static IOperation Whole(IOperation task)
    {
        IOperation whole = task;
        while (whole.Parent is IConversionOperation { IsImplicit: true } or ISwitchExpressionArmOperation or ISwitchExpressionOperation
                   or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" }
               || (whole.Parent is IConditionalOperation conditional && conditional.Condition != whole))
        {
            whole = whole.Parent;
        }

        return whole;
    }
}
