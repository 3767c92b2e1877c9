using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>The operators that an operation calls beside the one that it is written with, or without being written with one.</summary>
internal static class OperatorCalls
{
    /// <summary>An operator, and for <c>&amp;&amp;</c> and <c>||</c> the one that decides whether the right side is needed.</summary>
    public static IEnumerable<ImplicitCall> Of(IBinaryOperation binary, IMethodSymbol method)
    {
        yield return ImplicitCall.Operator(method, binary, binary.ConstrainedToType);
        string? deciding = binary.OperatorKind switch
        {
            BinaryOperatorKind.ConditionalAnd => WellKnownMemberNames.FalseOperatorName,
            BinaryOperatorKind.ConditionalOr => WellKnownMemberNames.TrueOperatorName,
            _ => null,
        };
        if (deciding is not null)
            foreach (IMethodSymbol operand in method.ContainingType.GetMembers(deciding).OfType<IMethodSymbol>())
                yield return ImplicitCall.Operator(operand, binary, binary.ConstrainedToType);
    }

    /// <summary>The operator of a compound assignment, with what converts its left side before it and its result behind it.</summary>
    public static IEnumerable<ImplicitCall> Of(ICompoundAssignmentOperation assignment)
    {
        if (assignment.InConversion.MethodSymbol is { } before)
            yield return ImplicitCall.Operator(before, assignment, assignment.InConversion.ConstrainedToType);
        if (assignment.OperatorMethod is { } method)
            yield return ImplicitCall.Operator(method, assignment, assignment.ConstrainedToType);
        else if (assignment is { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String })
            foreach (ImplicitCall text in TextConversion.OfParts(assignment.Value))
                yield return text;
        if (assignment.OutConversion.MethodSymbol is { } behind)
            yield return ImplicitCall.Operator(behind, assignment, assignment.OutConversion.ConstrainedToType);
    }

    /// <summary>
    /// The operators that compare the elements of tuples, where both elements are of the type that has the
    /// operator. (The compiler does not tell which it calls.)
    /// </summary>
    public static IEnumerable<ImplicitCall> Of(ITupleBinaryOperation comparison)
        => Compared(
            comparison.LeftOperand,
            comparison.RightOperand,
            comparison.OperatorKind == BinaryOperatorKind.NotEquals ? WellKnownMemberNames.InequalityOperatorName : WellKnownMemberNames.EqualityOperatorName)
            .Select(method => ImplicitCall.Operator(method, comparison));

    private static IEnumerable<IMethodSymbol> Compared(IOperation left, IOperation right, string name)
        => TypeOf(left) is INamedTypeSymbol { IsTupleType: true } one && TypeOf(right) is INamedTypeSymbol { IsTupleType: true } other
            ? Compared(one, other, name)
            : [];

    private static IEnumerable<IMethodSymbol> Compared(INamedTypeSymbol left, INamedTypeSymbol right, string name)
        => left.TupleElements.Zip(right.TupleElements, (one, other) => Compared(one.Type, other.Type, name)).SelectMany(methods => methods);

    private static IEnumerable<IMethodSymbol> Compared(ITypeSymbol left, ITypeSymbol right, string name)
    {
        if (left is INamedTypeSymbol { IsTupleType: true } one && right is INamedTypeSymbol { IsTupleType: true } other)
            return Compared(one, other, name);
        return Equal(left, right)
            ? left.GetMembers(name)
                .OfType<IMethodSymbol>()
                .Where(method => method.Parameters is [var first, var second] && Equal(first.Type, left) && Equal(second.Type, left))
            : [];
    }

    // A tuple is compared as it is written, whatever it is converted to.
    private static ITypeSymbol? TypeOf(IOperation operand) => operand switch
    {
        IConversionOperation { OperatorMethod: null, Operand: ITupleOperation tuple } => tuple.NaturalType,
        _ => operand.Type,
    };

    private static bool Equal(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
