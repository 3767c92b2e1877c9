using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>The order in which an operation runs: most of its parts, such as receiver and arguments, before what it does itself.</summary>
internal static class EvaluationOrder
{
    /// <summary>
    /// The parts of an operation, to be taken apart in turn, and between them, as whole, what calls nothing more before it does what it does itself.
    /// </summary>
    public static IEnumerable<(IOperation Operation, bool IsWhole)> Of(IOperation operation)
    {
        // What a local function does, it does where it is called.
        if (operation is INameOfOperation or ILocalFunctionOperation)
            yield break;

        // A setter is called with the value: of what is assigned to, only the parts come before that.
        IOperation? set = operation is IAssignmentOperation { Target: IPropertyReferenceOperation or IImplicitIndexerReferenceOperation } assignment
            ? assignment.Target
            : null;
        if (set is not null)
            foreach (IOperation part in set.ChildOperations)
                yield return (part, false);
        foreach (IOperation part in operation.ChildOperations)
            if (part != set && !IsBehind(part, operation))
                yield return (part, false);
        if (set is not null)
            yield return (set, true);
        yield return (operation, true);
        foreach (IOperation part in operation.ChildOperations)
            if (IsBehind(part, operation))
                yield return (part, false);
    }

    // A loop begins with its collection, what is taken apart is there before its parts, and a delegate is not called before it is handed over.
    private static bool IsBehind(IOperation part, IOperation operation)
        => part is IObjectOrCollectionInitializerOperation or IArgumentOperation { Value.Type.TypeKind: TypeKind.Delegate } || operation switch
        {
            IPatternOperation => true,
            IForEachLoopOperation loop => part != loop.Collection,
            IDeconstructionAssignmentOperation deconstruction => part == deconstruction.Target,
            _ => false,
        };
}
