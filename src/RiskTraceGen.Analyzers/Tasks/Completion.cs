using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tasks;

/// <summary>
/// Tells whether a task is certainly over where its function waits for it: it was over when it was made, or every path to that place
/// awaits it, alone or among others, blocks for it, or asks it and goes on where the answer is yes.
/// </summary>
internal sealed class Completion
{
    // A task may be a copy of another, which is a copy in turn: half-typed code has circles of them.
    private const int MostCopies = 4;

    private readonly List<Paths> _functions;
    private readonly ILookup<SyntaxNode, IOperation> _written;
    private int _copies;

    private Completion(OperationAnalysisContext context)
    {
        _functions = [.. Paths.Of(context.GetControlFlowGraph(), context.CancellationToken)];
        _written = context.Operation.Root().DescendantsAndSelf().ToLookup(static operation => operation.Syntax);
    }

    /// <summary>Whether the task that a wait is for is over before; false for another kind of wait.</summary>
    public static bool IsKnownAt(IOperation wait, OperationAnalysisContext context)
        => Blocking.Task(wait) is { } task && (TaskGroup.IsMadeOver(task) || new Completion(context).IsOver(task, wait));

    private bool IsOver(IOperation task, IOperation place)
    {
        if (TaskGroup.IsMadeOver(task))
            return true;
        if (!Operand.HasName(task) || ++_copies > MostCopies)
            return false;

        IOperation inPlace = place;
        while (true)
        {
            if (_functions.Exists(function => Holds(function, inPlace)) && !_functions.Exists(function => CanComeUnfinished(function, task, inPlace)))
                return true;
            if (Function.Nearest(inPlace) is not { } around)
                return false;
            if (around is not IAnonymousFunctionOperation lambda || !Function.RunsInPlace(lambda))
                return IsAwaitedAround(task, around);

            inPlace = lambda;
        }
    }

    /// <summary>A function that is called from elsewhere comes after what stands before it, as far as anybody can tell.</summary>
    private bool IsAwaitedAround(IOperation task, IOperation function)
        => function.Root().Descendants().Any(operation
            => operation.Syntax.Span.End <= function.Syntax.SpanStart && operation is IAwaitOperation awaited && TaskGroup.Covers(awaited.Operation, task));

    /// <summary>An operation of a graph as it is written, where it stands among others.</summary>
    private IOperation Written(IOperation operation) => _written[operation.Syntax].FirstOrDefault(written => written.Kind == operation.Kind) ?? operation;

    private bool CanComeUnfinished(Paths function, IOperation task, IOperation place)
    {
        List<IOperation> writes = TaskGroup.IsLoopVariable(task)
            ? []
            : [.. Operations(function).Where(operation => operation is IAssignmentOperation write && Operand.IsSame(write.Target, task))];
        IEnumerable<IOperation?> starts = writes.Where(write => !IsOver(Written(((IAssignmentOperation)write).Value), write));
        if (writes.Count == 0 || task is not ILocalReferenceOperation)
            starts = starts.Prepend(null);

        return starts.Any(start => function.Any(
            start,
            operation => IsAt(operation, place),
            operation => Ends(operation, task) || writes.Contains(operation),
            atEnd: false,
            condition => !Answer(Written(condition), task)));
    }

    private static bool Holds(Paths function, IOperation place) => Operations(function).Any(operation => IsAt(operation, place));

    private static IEnumerable<IOperation> Operations(Paths function)
        => function.Blocks.SelectMany(Paths.OperationsOf).SelectMany(static operation => operation.DescendantsAndSelf());

    // A lambda is of another kind there.
    private static bool IsAt(IOperation operation, IOperation place)
        => operation.Syntax == place.Syntax && (operation.Kind == place.Kind || operation is IFlowAnonymousFunctionOperation);

    /// <summary>Whether the task is over behind an operation, or a part of one that may throw for no other reason.</summary>
    private bool Ends(IOperation operation, IOperation task)
    {
        for (IOperation? current = operation; current is not null; current = current.Parent)
            if (current is IAwaitOperation && Written(current) is IAwaitOperation awaited && TaskGroup.Covers(awaited.Operation, task))
                return true;

        // As the condition of a branch, a question has an answer.
        IOperation written = Written(operation);
        return written switch
        {
            IInvocationOperation { Arguments: [{ Value: var tasks }, ..] } together when TaskType.IsOfTask(together, "WaitAll")
                => TaskGroup.Includes(tasks, task),
            IPropertyReferenceOperation { Property.Name: "Status", Instance: { } asked } => TaskGroup.Covers(asked, task),
            IPropertyReferenceOperation => operation.Parent is not null && Asks(written, task),
            IIsPatternOperation pattern => TaskGroup.Covers(pattern.Value, task)
                && pattern.Pattern.Descendants().Any(static part => part is IPropertyReferenceOperation { Property: var property } && IsQuestion(property)),
            _ => false,
        } || (Blocking.Task(written) is { } waited && TaskGroup.Covers(waited, task));
    }

    /// <summary>The answer to a condition that says that the task is over; null where none does.</summary>
    private static bool? Answer(IOperation condition, IOperation task) => condition switch
    {
        IPropertyReferenceOperation => Asks(condition, task) ? true : null,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: true } } } pattern
            => Asks(pattern.Value, task) ? true : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, RightOperand: var right } comparison when IsTrue(right)
            => Asks(comparison.LeftOperand, task) ? true : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
            when IsFirst(comparison.LeftOperand, comparison.RightOperand, task) || IsFirst(comparison.RightOperand, comparison.LeftOperand, task)
                => comparison.OperatorKind == BinaryOperatorKind.Equals,
        _ => null,
    };

    /// <summary>Whether an expression is true only for a task that is over, and that there is.</summary>
    private static bool Asks(IOperation expression, IOperation task) => Operand.Of(expression) switch
    {
        IPropertyReferenceOperation { Instance: { } asked } property => IsQuestion(property.Property) && TaskGroup.Covers(asked, task),
        IConditionalAccessOperation access => Asks(access.WhenNotNull, task),
        _ => false,
    };

    private static bool IsTrue(IOperation operand) => Operand.Of(operand).ConstantValue is { HasValue: true, Value: true };

    private static bool IsQuestion(IPropertySymbol property) => property.Name is "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled";

    private static bool IsFirst(IOperation first, IOperation compared, IOperation task) => Operand.IsSame(compared, task) && TaskGroup.IsFirst(first);
}
