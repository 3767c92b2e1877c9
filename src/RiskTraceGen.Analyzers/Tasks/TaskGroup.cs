using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tasks;

/// <summary>Tells which tasks a wait for several waits for.</summary>
internal static class TaskGroup
{
    /// <summary>Whether a task is over when somebody first has it: made of a value, or the one that <c>WhenAny</c> or <c>WhenEach</c> found.</summary>
    public static bool IsMadeOver(IOperation task) => Operand.Of(task) switch
    {
        IInvocationOperation { TargetMethod: { Name: "FromResult" or "FromException" or "FromCanceled", ContainingType: var type } } => TaskType.IsTask(type),
        IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType: var type } } => TaskType.IsTask(type),
        IObjectCreationOperation { Arguments: var arguments, Type: { } type }
            => IsValueTask(type) && !arguments.Any(static argument => TaskType.IsTask(argument.Value.Type) || argument.Parameter?.Name == "source"),
        IDefaultValueOperation { Type: { } type } => IsValueTask(type),
        ILocalReferenceOperation reference
            => Loop(reference) is { } loop && Operand.Of(loop.Collection) is IInvocationOperation each && TaskType.IsOfTask(each, "WhenEach"),
        var other => IsAwaitedFirst(other),
    };

    /// <summary>Whether a task is the one of several that was over first.</summary>
    public static bool IsFirst(IOperation task) => IsAwaitedFirst(Operand.Of(task)) || (OnlyValueOf(Operand.Of(task)) is { } value && IsAwaitedFirst(value));

    /// <summary>Whether <paramref name="task"/> is over when <paramref name="awaited"/> is.</summary>
    public static bool Covers(IOperation awaited, IOperation task) => Operand.Of(awaited) switch
    {
        IInvocationOperation { Arguments: [{ Value: var tasks }] } together when TaskType.IsOfTask(together, "WhenAll") => Includes(tasks, task),
        var one => Operand.IsSame(one, task)
            || (OnlyValueOf(one) is IInvocationOperation together && TaskType.IsOfTask(together, "WhenAll") && Covers(together, task)),
    };

    /// <summary>Whether <paramref name="task"/> is one of <paramref name="tasks"/>.</summary>
    public static bool Includes(IOperation tasks, IOperation task) => Source(tasks) switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.Any(element => Operand.IsSame(element, task)),
        ICollectionExpressionOperation collection
            => collection.Elements.Any(element => element is ISpreadOperation spread ? Includes(spread.Operand, task) : Operand.IsSame(element, task)),
        IObjectCreationOperation { Initializer: { } initializer }
            => initializer.Initializers.Any(add => add is IInvocationOperation { Arguments: [{ Value: var element }] } && Operand.IsSame(element, task)),
        var kept => ElementSource(task) is { } source && Operand.IsSame(source, kept)
            || (OnlyValueOf(kept) is { } value && Source(value) is not ILocalReferenceOperation && Includes(value, task))
            || (Operand.HasName(kept) && IsAdded(kept, task)),
    };

    /// <summary>Whether a task is what a loop runs through.</summary>
    public static bool IsLoopVariable(IOperation task) => Operand.Of(task) is ILocalReferenceOperation reference && Loop(reference) is not null;

    private static bool IsValueTask(ITypeSymbol type) => WellKnown.IsValueTask(type, 0) || WellKnown.IsValueTask(type, 1);

    private static bool IsAwaitedFirst(IOperation operation)
        => operation is IAwaitOperation { Operation: var awaited } && Operand.Of(awaited) is IInvocationOperation call && TaskType.IsOfTask(call, "WhenAny");

    private static bool IsAdded(IOperation kept, IOperation task)
        => kept.Root()
            .Descendants()
            .Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Add", Instance: { } to, Arguments: [{ Value: var added }] }
                && Operand.IsSame(to, kept)
                && Operand.IsSame(added, task));

    /// <summary>The collection that a task is an element of: by its place, or as what a loop, or the lambda of a query, runs through.</summary>
    private static IOperation? ElementSource(IOperation task) => Operand.Of(task) switch
    {
        IArrayElementReferenceOperation element => Source(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } => Source(list),
        ILocalReferenceOperation reference => Loop(reference) is { } loop
            ? Source(loop.Collection)
            : OnlyValueOf(reference) is { } value and not ILocalReferenceOperation ? ElementSource(value) : null,
        IParameterReferenceOperation { Parameter: var parameter } reference
            => Lambda(reference, parameter) is { } lambda && Function.RunsInPlace(lambda) && QueryOf(lambda) is { } query ? SourceOf(query) : null,
        _ => null,
    };

    /// <summary>A collection behind the queries that only choose or order its elements.</summary>
    private static IOperation Source(IOperation collection)
    {
        IOperation source = Operand.Of(collection);
        return source is IInvocationOperation call
               && (call.TargetMethod.Name is "Where" or "OrderBy" or "AsSpan" || call.Arguments.Any(argument => ElementCalls.PassesOn(argument, call)))
               && SourceOf(call) is { } inner
            ? inner
            : source;
    }

    private static IOperation? SourceOf(IInvocationOperation query)
        => (query.Instance ?? query.Arguments.FirstOrDefault()?.Value) is { } source ? Source(source) : null;

    private static IInvocationOperation? QueryOf(IAnonymousFunctionOperation lambda) => lambda.Parent?.Parent?.Parent as IInvocationOperation;

    private static IAnonymousFunctionOperation? Lambda(IOperation inside, IParameterSymbol parameter)
    {
        IOperation? current = inside;
        while (current is not null && !(current is IAnonymousFunctionOperation lambda && lambda.Symbol.Is(parameter.ContainingSymbol)))
            current = current.Parent;

        return current as IAnonymousFunctionOperation;
    }

    private static IForEachLoopOperation? Loop(ILocalReferenceOperation reference)
    {
        IOperation? current = reference;
        while (current is not null && !(current is IForEachLoopOperation loop && loop.Locals.Any(local => local.Is(reference.Local))))
            current = current.Parent;

        return current as IForEachLoopOperation;
    }

    /// <summary>The value of a local that has one only.</summary>
    private static IOperation? OnlyValueOf(IOperation? local)
    {
        if (local is not ILocalReferenceOperation { Local: var symbol })
            return null;

        IOperation? value = null;
        foreach (IOperation operation in local.Root().Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when declarator.Symbol.Is(symbol) && declarator.GetVariableInitializer() is { Value: var initial }:
                    value = Operand.Of(initial);
                    break;
                case IAssignmentOperation assignment
                    when assignment.Target.DescendantsAndSelf().Any(target => target is ILocalReferenceOperation reference && reference.Local.Is(symbol)):
                    return null;
            }
        }

        return value;
    }
}
