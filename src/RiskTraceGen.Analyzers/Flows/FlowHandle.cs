using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>What is done with the handle of a started flow: it is ended, dropped, or somebody else has it.</summary>
internal static class FlowHandle
{
    /// <summary>The whole expression that has the handle as its value.</summary>
    public static IOperation Whole(IOperation start)
    {
        IOperation current = start;
        while (current.Parent is IConversionOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation or ICoalesceOperation
               || (current.Parent is IConditionalOperation conditional && conditional.Condition != current)
               || (current.Parent is IConditionalAccessOperation access && access.WhenNotNull == current))
        {
            current = current.Parent;
        }

        return current;
    }

    /// <summary>
    /// Whether nobody has the handle after the expression: it is a statement, a discard, only looked at or
    /// recorded in, or the flow of a wrapper that is dropped itself.
    /// </summary>
    public static bool IsDropped(IOperation handle) => handle.Parent switch
    {
        IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IInvocationOperation call => call.Instance == handle && !IsEnd(call),
        IPropertyReferenceOperation { Property.ContainingType: var type } => !type.IsNullable(),
        IArgumentOperation { Parent: { } wrapping } when MakesWrapper(wrapping) => IsWrapperDropped(Whole(wrapping)),
        _ => false,
    };

    /// <summary>The mentions of locals, and of the locals that they are copied to.</summary>
    public static IReadOnlyList<ILocalReferenceOperation> References(IEnumerable<ILocalSymbol> flows, IOperation root)
    {
        List<ILocalReferenceOperation> all = [.. root.Descendants().OfType<ILocalReferenceOperation>()];
        var locals = new HashSet<ILocalSymbol>(flows, SymbolEqualityComparer.Default);
        while (all.Exists(reference => locals.Contains(reference.Local) && CopyOf(reference) is { } copy && locals.Add(copy)))
        {
            // As often as another copy is found.
        }

        return [.. all.Where(reference => locals.Contains(reference.Local))];
    }

    public static bool IsUsing(IVariableDeclaratorOperation declarator)
        => declarator.Parent?.Parent?.Parent is IUsingDeclarationOperation or IUsingOperation;

    /// <summary>Complete and Dispose, and a <c>using</c> of the local.</summary>
    public static bool Ends(ILocalReferenceOperation reference) => ValueOf(reference) is var value && value.Parent switch
    {
        IInvocationOperation call => call.Instance == value && IsEnd(call),
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } access => access.Operation == value && IsEnd(call),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsUsing(declarator),
        var use => use is IUsingOperation,
    };

    /// <summary>Whether somebody else may have the handle: what only looks at it, records in it, copies it, or makes a wrapper with it, has not.</summary>
    public static bool Escapes(ILocalReferenceOperation reference)
    {
        IOperation current = reference;
        while (current.Parent is IConversionOperation)
            current = current.Parent;

        bool isCaptured = !IsSameFunction(reference);
        return isCaptured || current.Parent switch
        {
            IDeclarationExpressionOperation or ITupleOperation => !TupleElement.IsTarget(current),
            IInvocationOperation call => call.Instance != current,
            IConditionalAccessOperation access => access.Operation != current,
            IPropertyReferenceOperation or IUsingOperation or IBinaryOperation or IExpressionStatementOperation or IMethodReferenceOperation => false,
            IArgumentOperation { Parent: { } wrapping } => !MakesWrapper(wrapping),
            ISimpleAssignmentOperation assignment => assignment.Target != current && CopyOf(reference) is null,
            _ => CopyOf(reference) is null,
        };
    }

    /// <summary>
    /// What a condition says that asks whether a local has a flow, if it has one: <c>flow != RiskFlow.None</c>, <c>flow.Id == 0</c>; null for any other.
    /// </summary>
    public static bool? IsThere(IOperation condition, ILocalSymbol flow)
        => condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
           && ((IsOf(comparison.LeftOperand, flow) && IsNone(comparison.RightOperand))
               || (IsOf(comparison.RightOperand, flow) && IsNone(comparison.LeftOperand)))
            ? comparison.OperatorKind == BinaryOperatorKind.NotEquals
            : null;

    private static bool IsOf(IOperation value, ILocalSymbol flow) => value switch
    {
        IConversionOperation conversion => IsOf(conversion.Operand, flow),
        IPropertyReferenceOperation { Property.Name: "Id", Instance: { } instance } => IsOf(instance, flow),
        _ => value is ILocalReferenceOperation reference && reference.Local.Is(flow),
    };

    private static bool IsNone(IOperation value) => value switch
    {
        IConversionOperation conversion => IsNone(conversion.Operand),
        IPropertyReferenceOperation property => property.Property.Name == "None",
        _ => value is IDefaultValueOperation or ILiteralOperation { ConstantValue.Value: 0 or 0L },
    };

    private static bool IsEnd(IInvocationOperation call) => call.TargetMethod.Name is "Complete" or "Dispose";

    /// <summary>The local, or the flow that is the value of a nullable one.</summary>
    private static IOperation ValueOf(IOperation reference)
    {
        IOperation current = reference;
        while (current.Parent is IConversionOperation
            || (current.Parent is IPropertyReferenceOperation { Property.Name: "Value" } && current.Type.IsNullable()))
            current = current.Parent;

        return current;
    }

    private static ILocalSymbol? CopyOf(ILocalReferenceOperation reference)
    {
        IOperation value = ValueOf(reference);
        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.None } declarator } => declarator.Symbol,
            ISimpleAssignmentOperation
            {
                Target: ILocalReferenceOperation { Local.RefKind: RefKind.None } target,
                IsRef: false,
                Parent: IExpressionStatementOperation
            } assignment when assignment.Value == value => target.Local,
            _ => null,
        };
    }

    private static bool MakesWrapper(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => method.ContainingType.IsWrapper()
            || (method.ContainingNamespace is { Name: Parsing.Annotations.LibraryNamespace, ContainingNamespace.IsGlobalNamespace: true }
                && method.Name == TracedWrapper.Factory),
        IObjectCreationOperation creation => creation.Type.IsWrapper(),
        _ => false,
    };

    /// <summary>Whether what is done with a wrapper leaves nobody who could end its flow.</summary>
    private static bool IsWrapperDropped(IOperation wrapper) => wrapper.Parent switch
    {
        IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IInvocationOperation call => call.Instance == wrapper,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }
            => wrapper.Root().Descendants().OfType<ILocalReferenceOperation>().Where(reference => reference.Local.Is(declarator.Symbol)).All(static reference
                => reference.Parent is IInvocationOperation call && call.Instance == reference),
        _ => false,
    };

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
