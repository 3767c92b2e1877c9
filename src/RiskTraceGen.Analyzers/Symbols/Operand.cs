using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Tasks;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>What an expression is about, whatever form it has there.</summary>
internal static class Operand
{
    /// <summary>An expression without conversions, and a task without what hands it on.</summary>
    public static IOperation Of(IOperation expression) => expression switch
    {
        IConversionOperation conversion => Of(conversion.Operand),
        IInvocationOperation { Instance: { } task } call when TaskType.PassesOn(call.TargetMethod) => Of(task),
        IConditionalAccessInstanceOperation placeholder => Accessed(placeholder) is { } accessed ? Of(accessed) : placeholder,
        _ => expression,
    };

    /// <summary>The local or parameter that an expression is.</summary>
    public static ISymbol? VariableOf(IOperation expression) => expression switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>Whether two expressions are the same variable, the same member of the same object, or the same element.</summary>
    public static bool IsSame(IOperation one, IOperation other) => (Of(one), Of(other)) switch
    {
        (ILocalReferenceOperation left, ILocalReferenceOperation right) => left.Local.Is(right.Local),
        (IParameterReferenceOperation left, IParameterReferenceOperation right) => left.Parameter.Is(right.Parameter),
        (IInstanceReferenceOperation, IInstanceReferenceOperation) => true,
        (IFieldReferenceOperation left, IFieldReferenceOperation right) => left.Field.Is(right.Field) && IsSameObject(left.Instance, right.Instance),
        (IPropertyReferenceOperation left, IPropertyReferenceOperation right) => left.Property.Is(right.Property) && IsSameObject(left.Instance, right.Instance)
            && left.Arguments.Zip(right.Arguments, static (one, other) => IsSameIndex(one.Value, other.Value)).All(static same => same),
        (IArrayElementReferenceOperation left, IArrayElementReferenceOperation right) => IsSame(left.ArrayReference, right.ArrayReference)
            && left.Indices.Zip(right.Indices, static (one, other) => IsSameIndex(one, other)).All(static same => same),
        _ => false,
    };

    /// <summary>Whether an expression can be the same as another one.</summary>
    public static bool HasName(IOperation expression) => IsSame(expression, expression);

    // Of one member: it is static, or it is not.
    private static bool IsSameObject(IOperation? one, IOperation? other) => one is null || IsSame(one, other!);

    private static bool IsSameIndex(IOperation one, IOperation other)
        => one.ConstantValue is { HasValue: true, Value: var value }
            ? other.ConstantValue.HasValue && Equals(value, other.ConstantValue.Value)
            : IsSame(one, other);

    private static IOperation? Accessed(IOperation placeholder)
    {
        IOperation? current = placeholder.Parent;
        while (current is not (null or IConditionalAccessOperation))
            current = current.Parent;

        return (current as IConditionalAccessOperation)?.Operation;
    }
}
