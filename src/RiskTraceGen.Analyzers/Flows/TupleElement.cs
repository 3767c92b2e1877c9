using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>Follows a value through <c>var (flow, count) = (Start(), 1)</c>, where it stands in one tuple and what takes it in another.</summary>
internal static class TupleElement
{
    /// <summary>What takes an element of a tuple that is taken apart on the spot: a local, a discard; null for any other element of a tuple.</summary>
    public static IOperation? TargetOf(IOperation element)
    {
        if (element.Parent is not ITupleOperation tuple)
            return null;

        IOperation whole = tuple;
        while (whole.Parent is IConversionOperation conversion)
            whole = conversion;

        IOperation? target = whole.Parent is IDeconstructionAssignmentOperation assignment && assignment.Value == whole ? assignment.Target : TargetOf(whole);
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;

        return target is ITupleOperation targets && targets.Elements.Length == tuple.Elements.Length
            ? Taker(targets.Elements[tuple.Elements.IndexOf(element)])
            : null;
    }

    /// <summary>Whether a local is one of those that a tuple is taken apart into.</summary>
    public static bool IsTarget(IOperation local)
    {
        IOperation current = local;
        while (current.Parent is ITupleOperation or IDeclarationExpressionOperation)
            current = current.Parent;

        return current.Parent is IDeconstructionAssignmentOperation assignment && assignment.Target == current;
    }

    /// <summary>The place of an element in its tuple, whatever name it has there; -1 for another field.</summary>
    public static int IndexOf(IFieldSymbol field)
    {
        var elements = field.ContainingType.TupleElements;
        return elements.IsDefaultOrEmpty
            ? -1
            : elements.ToList()
                .FindIndex(element => element.Name == field.Name || (element.CorrespondingTupleField ?? element).Is(field.CorrespondingTupleField));
    }

    private static IOperation Taker(IOperation target) => target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
}
