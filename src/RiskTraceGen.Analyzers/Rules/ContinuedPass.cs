using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>Finds what a <c>ContinueWith</c> makes a pass of: an evaluation before it that has failed.</summary>
internal static class ContinuedPass
{
    // TaskContinuationOptions.NotOnRanToCompletion and NotOnFaulted.
    private const int NotOnSuccess = 0x10000;
    private const int NotOnFailure = 0x20000;

    /// <summary>The passes that a failed task comes to.</summary>
    public static IEnumerable<IOperation> Of(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "ContinueWith"
            || !TaskType.IsTask(call.TargetMethod.ContainingType)
            || LambdaOf(call) is not { Symbol.Parameters: [var before, ..] } lambda
            || !RuleMethods.IsVerdict(lambda.Symbol.ReturnType))
            return [];

        int options = call.Arguments
            .Select(static argument
                => argument.Parameter?.Name == "continuationOptions" && argument.Value.ConstantValue is { HasValue: true, Value: int value } ? value : 0)
            .FirstOrDefault(static value => value != 0);
        if ((options & NotOnFailure) != 0)
            return [];

        List<IOperation> verdicts = [.. lambda.OwnOperations().OfType<IReturnOperation>().Select(static end => end.ReturnedValue).OfType<IOperation>()];
        bool isForAll = (options & NotOnSuccess) != 0
            || (IsOfVerdict(call.TargetMethod.ContainingType) && !lambda.Descendants().Any(operation => IsOf(operation, before)));
        return isForAll
            ? verdicts.TrueForAll(static verdict => PassVerdict.Of(verdict) is not null) ? verdicts.Select(static verdict => PassVerdict.Of(verdict)!) : []
            : lambda.OwnOperations().OfType<IConditionalOperation>().Select(condition => IfFailed(condition, before)).OfType<IOperation>();
    }

    private static IAnonymousFunctionOperation? LambdaOf(IInvocationOperation call)
        => call.Arguments.Select(static argument => argument.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } ? lambda : null)
            .FirstOrDefault(static lambda => lambda is not null);

    private static bool IsOfVerdict(INamedTypeSymbol task) => task.TypeArguments is [var verdict] && RuleMethods.IsVerdict(verdict);

    private static bool IsOf(IOperation operation, IParameterSymbol before)
        => operation is IParameterReferenceOperation reference && reference.Parameter.Is(before);

    /// <summary>The pass that is chosen where a condition says that the task has failed; null for another verdict, or another condition.</summary>
    private static IOperation? IfFailed(IConditionalOperation condition, IParameterSymbol before)
    {
        if (SaysFailed(condition.Condition, before) is not { } failed)
            return null;

        IOperation? branch = failed ? condition.WhenTrue : condition.WhenFalse;
        if (condition.Type is not null)
            return PassVerdict.Of(branch);

        IEnumerable<IOperation> next = branch is null ? condition.After() : branch.OwnOperations().Prepend(branch);
        return next.FirstOrDefault(static operation => operation is IReturnOperation or IThrowOperation) is IReturnOperation { ReturnedValue: { } value }
            ? PassVerdict.Of(value)
            : null;
    }

    /// <summary>Whether a condition is true for a failed task; null for one that says something else.</summary>
    private static bool? SaysFailed(IOperation condition, IParameterSymbol before) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !SaysFailed(not.Operand, before),
        IPropertyReferenceOperation { Instance: { } asked, Property.Name: "IsFaulted" or "IsCanceled" } => IsOf(asked, before) ? true : null,
        IPropertyReferenceOperation { Instance: { } asked, Property.Name: "IsCompletedSuccessfully" } => IsOf(asked, before) ? false : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand: var right } comparison
            when IsNull(right) && IsException(comparison.LeftOperand, before)
                => comparison.OperatorKind == BinaryOperatorKind.NotEquals,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } pattern when IsNull(constant) && IsException(pattern.Value, before)
            => false,
        IIsPatternOperation pattern when IsException(pattern.Value, before) => true,
        _ => null,
    };

    private static bool IsException(IOperation value, IParameterSymbol before)
        => Operand.Of(value) is IPropertyReferenceOperation { Instance: { } asked, Property.Name: "Exception" } && IsOf(asked, before);

    private static bool IsNull(IOperation value) => Operand.Of(value).ConstantValue is { HasValue: true, Value: null };
}
