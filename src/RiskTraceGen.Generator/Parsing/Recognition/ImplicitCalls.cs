using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>The calls that an operation makes and no expression names. Its parts answer for themselves.</summary>
internal static class ImplicitCalls
{
    /// <summary>The kinds of operations that may make such calls.</summary>
    public static readonly ImmutableArray<OperationKind> Kinds = ImmutableArray.Create(
        OperationKind.Await, OperationKind.Binary, OperationKind.Coalesce, OperationKind.CollectionExpression, OperationKind.CompoundAssignment,
        OperationKind.Conversion, OperationKind.DeconstructionAssignment, OperationKind.Decrement, OperationKind.EventAssignment,
        OperationKind.ImplicitIndexerReference, OperationKind.Increment, OperationKind.Interpolation, OperationKind.ListPattern, OperationKind.Loop,
        OperationKind.RecursivePattern, OperationKind.SlicePattern, OperationKind.Spread, OperationKind.TupleBinary, OperationKind.Unary, OperationKind.Using,
        OperationKind.UsingDeclaration, OperationKind.With);

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "Add", "Deconstruct", "Dispose", "DisposeAsync", "Equals", "GetAsyncEnumerator", "GetAwaiter", "GetEnumerator", "GetHashCode", "GetResult", "MoveNext",
        "MoveNextAsync", "OnCompleted", "Slice", "Substring", "ToString", "TryFormat", "UnsafeOnCompleted",
    };

    /// <summary>Whether such a call can be of a method of that name. (What a <c>[CollectionBuilder]</c> names can be called anything.)</summary>
    public static bool CanBe(string method) => Names.Contains(method) || method.StartsWith("op_", StringComparison.Ordinal);

    /// <summary>What an operation calls. The compiler is asked only where it may have chosen something.</summary>
    public static IEnumerable<ImplicitCall> Of(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorMethod: { } method } binary => OperatorCalls.Of(binary, method),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum
            => TextConversion.OfParts(sum.LeftOperand, sum.RightOperand),
        IUnaryOperation { OperatorMethod: { } method } unary => [ImplicitCall.Operator(method, unary, unary.ConstrainedToType)],
        IIncrementOrDecrementOperation { OperatorMethod: { } method } step => [ImplicitCall.Operator(method, step, step.ConstrainedToType)],
        ICompoundAssignmentOperation assignment => OperatorCalls.Of(assignment),
        IConversionOperation { OperatorMethod: { } method } conversion => [ImplicitCall.Operator(method, conversion, conversion.ConstrainedToType)],
        ICoalesceOperation { ValueConversion: { MethodSymbol: { } method } conversion }
            => [ImplicitCall.Operator(method, operation, conversion.ConstrainedToType)],
        ITupleBinaryOperation comparison => OperatorCalls.Of(comparison),
        IInterpolationOperation interpolation => TextConversion.Of(interpolation),
        IForEachLoopOperation { Syntax: CommonForEachStatementSyntax loop } each => Enumeration.Of(each, loop),
        ISpreadOperation spread => Enumeration.Of(spread),
        ICollectionExpressionOperation collection => CollectionBuilding.Of(collection),
        IUsingOperation @using => Disposal.Of(@using.Resources, @using.IsAsynchronous),
        IUsingDeclarationOperation @using => Disposal.Of(@using.DeclarationGroup, @using.IsAsynchronous),
        IAwaitOperation { Syntax: AwaitExpressionSyntax syntax } awaiting => Awaiting.Of(awaiting, syntax),
        IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax syntax } assignment
            => Deconstruction.Of(assignment.SemanticModel!.GetDeconstructionInfo(syntax), assignment.Value),
        IRecursivePatternOperation { DeconstructSymbol: { } symbol } pattern => PatternCalls.Of(pattern, symbol),
        IListPatternOperation list => PatternCalls.Of(list),
        ISlicePatternOperation { SliceSymbol: { } symbol, Pattern: not null } slice => PatternCalls.Of(slice, symbol),
        IImplicitIndexerReferenceOperation reference => PropertyAccess.OfIndexer(reference),
        IWithOperation { CloneMethod: { } method } copy => [ImplicitCall.On(copy.Operand.Type, method, copy.Operand)],
        IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } assignment => PropertyAccess.OfEvent(reference, assignment.Adds),
        _ => [],
    };
}
