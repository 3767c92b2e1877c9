using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>What a function can come to after a place in it.</summary>
internal static class Afterwards
{
    /// <summary>
    /// The operations behind <paramref name="place"/>, in its own list of statements and in those around it, with what a <c>finally</c> does on the way, up to
    /// where the function certainly ends; in the order of the source. Not the other branches of what it stands in, nor what a loop repeats.
    /// </summary>
    public static IEnumerable<IOperation> After(this IOperation place)
    {
        for (IOperation? current = place is IBranchOperation jump ? Left(jump) : place;
            current is not (null or ILocalFunctionOperation or IAnonymousFunctionOperation);
            current = current.Parent)
        {
            if (current.Parent is ITryOperation { Finally: { } end } && current != end)
                foreach (IOperation operation in end.OwnOperations())
                    yield return operation;

            if (current.Parent is not (IBlockOperation or ISwitchCaseOperation) || current is ILocalFunctionOperation)
                continue;

            foreach (IOperation next in current.Parent.ChildOperations.SkipWhile(child => child != current).Skip(1))
            {
                yield return next;
                foreach (IOperation operation in next.OwnOperations())
                    yield return operation;

                if (next is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.GoTo })
                    yield break;

                if (next is IBranchOperation branch)
                {
                    current = Left(branch);
                    break;
                }
            }
        }
    }

    /// <summary>The last thing inside the loop or switch that a <c>break</c> leaves; after a <c>continue</c>, too, what is behind the loop may come.</summary>
    private static IOperation Left(IBranchOperation branch)
    {
        IOperation current = branch;
        while (current.Parent is { } parent and not (ILoopOperation or ISwitchOperation))
            current = parent;

        return current;
    }
}
