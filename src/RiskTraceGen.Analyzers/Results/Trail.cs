using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Results;

/// <summary>Follows a value from where it is made to all that becomes of it: through conditions and switches, tasks and waits, tuples and collections,
/// queries that make it for each element, and locals with the reads that it can reach. Where the trail is lost, somebody has it.</summary>
internal sealed class Trail
{
    private readonly Func<ControlFlowGraph> _graph;
    private readonly CancellationToken _cancellationToken;

    // Copies may go in circles: in loops, and in half-typed code that initializes a local with itself.
    private readonly HashSet<(ISymbol Variable, SyntaxNode Write)> _followed = [];
    private readonly HashSet<IOperation> _passed = [];

    private Trail(Func<ControlFlowGraph> graph, CancellationToken cancellationToken) => (_graph, _cancellationToken) = (graph, cancellationToken);

    private Trail(OperationAnalysisContext context)
        : this(context.GetControlFlowGraph, context.CancellationToken)
    {
    }

    /// <summary>What becomes of the value of an operation.</summary>
    public static Fate Of(IOperation value, OperationAnalysisContext context) => new Trail(context).Follow(value, Course.Start);

    /// <summary>What becomes of the value of an operation that a model was asked for, outside of its analysis.</summary>
    public static Fate Of(IOperation value, SemanticModel model)
        => new Trail(() => ControlFlowGraph.Create(value.Root().Syntax, model)!, CancellationToken.None).Follow(value, Course.Start);

    /// <summary>Whether a value goes into another operation and nobody has it there, as a call in a group of tasks that is dropped.</summary>
    public static bool IsDroppedWith(IOperation value, IOperation whole, OperationAnalysisContext context)
    {
        var trail = new Trail(context);
        return trail.Follow(value, Course.Start) < Fate.Awaited && trail._passed.Contains(whole);
    }

    /// <summary>What becomes of the values that a lambda returns.</summary>
    public static Fate OfReturned(IAnonymousFunctionOperation lambda, OperationAnalysisContext context)
        => ElementCalls.ReceiverOf(lambda) is { } caller ? new Trail(context).Follow(caller, BehindLambda(caller, Course.Start)) : Fate.Used;

    private Fate Follow(IOperation value, Course course)
    {
        IOperation current = value;
        while (current.Parent is { } parent)
        {
            switch (parent)
            {
                case IExpressionStatementOperation or INameOfOperation:
                    return course.Dropped;

                case var wait when IsWait(wait):
                    course = course.Awaited;
                    break;

                case ITupleOperation tuple:
                    course = course.Within(tuple.Elements.IndexOf(current));
                    break;

                case IFieldReferenceOperation { Field: var element } when !course.Elements.IsEmpty:
                    if (TupleElement.IndexOf(element) != course.Elements.Peek())
                        return course.Dropped;

                    course = course.Outside;
                    break;

                case IReturnOperation when Function.Nearest(parent) is IAnonymousFunctionOperation lambda && ElementCalls.ReceiverOf(lambda) is { } caller:
                    (parent, course) = (caller, BehindLambda(caller, course));
                    break;

                case IArgumentOperation { Parent: IInvocationOperation call } argument:
                    if (Handed(argument, call, course) is not { } handed)
                        return TaskType.IsOfTask(call, "WaitAll") ? Fate.Awaited : course.Used;

                    (parent, course) = (call.Parent is IObjectOrCollectionInitializerOperation { Parent: { } collection } ? collection : call, handed);
                    break;

                case IInvocationOperation call when TaskType.IsOfTask(call, "Wait"):
                    return Fate.Awaited;

                case IDeconstructionAssignmentOperation { Parent: IExpressionStatementOperation } deconstruction when deconstruction.Value == current:
                    return Taken(deconstruction.Target, deconstruction, course);

                case IForEachLoopOperation loop when loop.Collection == current:
                    return loop.LoopControlVariable is IVariableDeclaratorOperation each
                        ? Kept(each.Symbol, loop, course)
                        : Taken(loop.LoopControlVariable, loop, course);

                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return Kept(declarator.Symbol, declarator, course);

                // What is assigned is a value, too: for another assignment, a condition, an argument.
                case IAssignmentOperation assignment and not IDeconstructionAssignmentOperation:
                    return Better(Taken(assignment.Target, assignment, course), Follow(assignment, course));

                case var form when !IsForm(form, current):
                    return course.Used;
            }

            current = parent;
            _passed.Add(current);
        }

        return course.Used;
    }

    /// <summary>The whole expression that has a value, alone or as one of several that it may have.</summary>
    public static IOperation Whole(IOperation value)
    {
        IOperation whole = value;
        while (whole.Parent is { } parent && IsForm(parent, whole))
            whole = parent;

        return whole;
    }

    private static Course BehindLambda(IInvocationOperation caller, Course course) => TaskType.IsTask(caller.Type) ? course.Together : course;

    private static bool IsWait(IOperation operation) => operation switch
    {
        IAwaitOperation => true,
        IInvocationOperation { TargetMethod: { Name: "GetResult", ContainingType: var awaiter } } => WellKnown.IsFramework(awaiter),
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: var task } } => TaskType.IsTask(task),
        _ => false,
    };

    /// <summary>Whether an operation has the value of one of its operands, or that and others, as its own.</summary>
    private static bool IsForm(IOperation operation, IOperation operand) => operation switch
    {
        ICoalesceOperation or ITranslatedQueryOperation => true,
        IConversionOperation { OperatorMethod: var converter } => converter is null || WellKnown.IsFramework(converter.ContainingType),
        IArrayInitializerOperation or ICollectionExpressionOperation or ISpreadOperation => true,
        IUnaryOperation { OperatorMethod: null } => true,
        IArrayCreationOperation creation => creation.Initializer == operand,
        IConditionalOperation conditional => conditional.Condition != operand,
        IConditionalAccessOperation access => access.WhenNotNull == operand,
        ISwitchExpressionArmOperation arm => arm.Value == operand,
        ISwitchExpressionOperation choice => choice.Value != operand,
        IArrayElementReferenceOperation element => element.ArrayReference == operand,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } condition => condition.RightOperand == operand,
        IArgumentOperation { Parent: IObjectCreationOperation creation } => TaskType.IsTask(creation.Type),
        IObjectCreationOperation => true,
        IInvocationOperation { TargetMethod: var method }
            => TaskType.PassesOn(method) || (method.Name is "GetAwaiter" or "ConfigureAwait" or "ToArray" && WellKnown.IsFramework(method.ContainingType)),
        _ => false,
    };

    /// <summary>How it goes on with what a call makes of its argument; null where the call does something else with it.</summary>
    private static Course? Handed(IArgumentOperation argument, IInvocationOperation call, Course course)
    {
        if (TaskType.IsOfTask(call, "WhenAll"))
            return WellKnown.IsTask(call.Type!, 1) ? course.Together : course.Together.WithoutResult;
        if (TaskType.IsOfTask(call, "WhenEach"))
            return course.Awaited;

        return call.Parent is IObjectOrCollectionInitializerOperation || ElementCalls.PassesOn(argument, call) ? course : null;
    }

    /// <summary>What becomes of a value that is assigned.</summary>
    private Fate Taken(IOperation target, IOperation write, Course course) => target switch
    {
        IDiscardOperation => course.Dropped,
        IDeclarationExpressionOperation declaration => Taken(declaration.Expression, write, course),
        ITupleOperation tuple when course.Elements.IsEmpty => tuple.Elements.Max(element => Taken(element, write, course)),
        ITupleOperation tuple
            => course.Elements.Peek() is var element && element < tuple.Elements.Length ? Taken(tuple.Elements[element], write, course.Outside) : course.Used,
        _ => Variable.Of(target) is { } variable ? Kept(variable, write, course) : course.Used,
    };

    private Fate Kept(ISymbol variable, IOperation write, Course course)
    {
        if (variable is ILocalSymbol { RefKind: not RefKind.None })
            return course.Used;

        Fate fate = course.Dropped;
        if (_followed.Add((variable, write.Syntax)))
            foreach (IOperation read in Variable.ReadsOf(variable, write, _graph, _cancellationToken))
                fate = Better(fate, Follow(read, course));

        return fate;
    }

    private static Fate Better(Fate one, Fate other) => one > other ? one : other;
}
