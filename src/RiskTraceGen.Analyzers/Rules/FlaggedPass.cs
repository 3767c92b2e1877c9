using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>Follows a <c>bool</c> that a <c>catch</c> sets to the verdict that the code behind makes of it.</summary>
internal static class FlaggedPass
{
    /// <summary>Whether one of the flags that a <c>catch</c> sets makes a pass of what follows.</summary>
    /// <param name="handler">The body of the <c>catch</c>.</param>
    /// <param name="behind">The operations behind it, in order.</param>
    public static bool IsSetIn(IBlockOperation handler, IReadOnlyList<IOperation> behind)
        => handler.OwnOperations()
            .Any(operation => operation is ISimpleAssignmentOperation
            {
                Target: ILocalReferenceOperation { Local: var flag },
                Value.ConstantValue: { HasValue: true, Value: bool value }
            } && Passes(flag, value, behind));

    private static bool Passes(ILocalSymbol flag, bool value, IReadOnlyList<IOperation> behind)
    {
        bool isAsked = false;
        IOperation? passed = null;
        foreach (IOperation operation in behind)
        {
            if (passed?.Syntax.Span.Contains(operation.Syntax.Span) is true)
                continue;

            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } when target.Local.Is(flag):
                    return false;

                case IReturnOperation { ReturnedValue: IConditionalOperation choice } when ValueOf(choice.Condition, flag) is { } sign:
                    return PassVerdict.Of(sign == value ? choice.WhenTrue : choice.WhenFalse) is not null;

                case IConditionalOperation { Type: null } condition when ValueOf(condition.Condition, flag) is { } sign:
                    isAsked = true;
                    passed = condition;
                    if ((sign == value ? condition.WhenTrue : condition.WhenFalse) is { } branch && ExitOf(branch) is { } exit)
                        return IsPass(exit);
                    break;

                case IReturnOperation or IThrowOperation or IBranchOperation:
                    return isAsked && operation.Parent is IBlockOperation && IsPass(operation);
            }
        }

        return false;
    }

    private static IOperation? ExitOf(IOperation branch)
        => branch.OwnOperations().Prepend(branch).FirstOrDefault(static operation => operation is IReturnOperation or IThrowOperation or IBranchOperation);

    private static bool IsPass(IOperation exit) => exit is IReturnOperation { ReturnedValue: { } value } && PassVerdict.Of(value) is not null;

    /// <summary>The value of the flag for which a condition is true; null for a condition that asks for something else, too.</summary>
    private static bool? ValueOf(IOperation condition, ILocalSymbol flag) => condition switch
    {
        ILocalReferenceOperation reference => reference.Local.Is(flag) ? true : null,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !ValueOf(not.Operand, flag),
        _ => null,
    };
}
