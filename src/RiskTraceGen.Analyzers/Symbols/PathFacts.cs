using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>
/// What conditions are known to hold on a path: those that it has passed, and flags that it has set. One of locals
/// and parameters holds until one of them is written to.
/// </summary>
internal sealed class PathFacts
{
    private static readonly PathFacts None = new(ImmutableSortedDictionary<string, (bool, ImmutableArray<ISymbol>)>.Empty);

    private readonly ImmutableSortedDictionary<string, (bool Value, ImmutableArray<ISymbol> Variables)> _facts;

    private PathFacts(ImmutableSortedDictionary<string, (bool Value, ImmutableArray<ISymbol> Variables)> facts) => _facts = facts;

    /// <summary>The same for all paths that know the same.</summary>
    public string Key => string.Join(";", _facts.Select(static fact => $"{fact.Key}={fact.Value.Value}"));

    /// <summary>What the conditions around an operation say; nothing at the entry of a function.</summary>
    public static PathFacts At(IOperation? operation)
    {
        PathFacts facts = None;
        for (IOperation? current = operation; current?.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation); current = parent)
            if (parent is IConditionalOperation conditional && conditional.Condition != current)
                facts = facts.With(conditional.Condition, conditional.WhenTrue == current, operation!);

        return facts;
    }

    /// <summary>What is known behind a branch; null if it is known not to be taken.</summary>
    /// <param name="block">The block that it leaves.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="isTrue">What is known of the condition otherwise.</param>
    public PathFacts? Through(BasicBlock block, ControlFlowBranch? branch, Func<IOperation, bool?>? isTrue)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None || branch is null || block.BranchValue is not { } condition)
            return this;

        bool value = branch.IsConditionalSuccessor == (block.ConditionKind == ControlFlowConditionKind.WhenTrue);
        ImmutableArray<ISymbol> variables = Variables(condition);
        bool? known = isTrue?.Invoke(condition)
            ?? (variables.IsEmpty || !_facts.TryGetValue(KeyOf(condition, variables), out (bool Value, ImmutableArray<ISymbol>) fact) ? null : fact.Value);
        if (known == !value)
            return null;

        return variables.IsEmpty || known == value ? this : new PathFacts(_facts.SetItem(KeyOf(condition, variables), (value, variables)));
    }

    /// <summary>What is known when an operation was done.</summary>
    public PathFacts After(IOperation operation)
    {
        if (WrittenBy(operation) is not { } written)
            return this;

        ImmutableArray<ISymbol> variables = [.. written.DescendantsAndSelf().Select(Operand.VariableOf).OfType<ISymbol>()];
        PathFacts left = _facts.Any(fact => fact.Value.Variables.Any(variables.Contains))
            ? new PathFacts(_facts.RemoveRange(_facts.Where(fact => fact.Value.Variables.Any(variables.Contains)).Select(static fact => fact.Key)))
            : this;
        return operation is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: bool flag } } && Operand.VariableOf(written) is not null
            ? new PathFacts(left._facts.SetItem(KeyOf(written, variables), (flag, variables)))
            : left;
    }

    /// <summary>What two paths both know; the same object if that is all that this one knows.</summary>
    public PathFacts InCommonWith(PathFacts other)
    {
        IEnumerable<string> others = [.. _facts
            .Where(fact => !other._facts.TryGetValue(fact.Key, out (bool Value, ImmutableArray<ISymbol>) same) || same.Value != fact.Value.Value)
            .Select(static fact => fact.Key)];
        return others.Any() ? new PathFacts(_facts.RemoveRange(others)) : this;
    }

    private PathFacts With(IOperation condition, bool value, IOperation until) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => With(not.Operand, !value, until),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and
            => value ? With(and.LeftOperand, true, until).With(and.RightOperand, true, until) : this,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or
            => value ? this : With(or.LeftOperand, false, until).With(or.RightOperand, false, until),
        _ => Variables(condition) is { IsEmpty: false } variables && !IsWrittenBetween(condition, until, variables)
            ? new PathFacts(_facts.SetItem(KeyOf(condition, variables), (value, variables)))
            : this,
    };

    private static bool IsWrittenBetween(IOperation condition, IOperation until, ImmutableArray<ISymbol> variables)
        => condition.Root().Descendants().Any(operation
            => operation.Syntax.SpanStart >= condition.Syntax.Span.End && operation.Syntax.SpanStart < until.Syntax.SpanStart
               && WrittenBy(operation)?.DescendantsAndSelf().Any(part => Operand.VariableOf(part) is { } variable && variables.Contains(variable)) is true);

    private static IOperation? WrittenBy(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target,
        IIncrementOrDecrementOperation step => step.Target,
        IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In) } argument => argument.Value,
        _ => null,
    };

    /// <summary>The variables of a condition that is the same as long as they are; none of any other.</summary>
    private static ImmutableArray<ISymbol> Variables(IOperation condition)
        => condition.DescendantsAndSelf().All(static part => part
            is ILocalReferenceOperation or IParameterReferenceOperation or ILiteralOperation or IDefaultValueOperation
            or IConversionOperation { OperatorMethod: null } or IFieldReferenceOperation { Field.IsConst: true } or IBinaryOperation { OperatorMethod: null }
            or IUnaryOperation { OperatorMethod: null } or IIsNullOperation or IIsPatternOperation or INegatedPatternOperation or IConstantPatternOperation)
            ? [.. condition.DescendantsAndSelf().Select(Operand.VariableOf).OfType<ISymbol>()]
            : [];

    // Several variables of a function may share a name; one may stand there as it is declared, with its first value.
    private static string KeyOf(IOperation condition, ImmutableArray<ISymbol> variables)
        => $"{Operand.VariableOf(condition)?.Name ?? condition.Syntax.ToString()}@{string.Join(",", variables.Select(static variable => variable.Locations.FirstOrDefault()?.SourceSpan.Start))}";
}
