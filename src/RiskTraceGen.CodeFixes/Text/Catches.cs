using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Tells what a <c>catch</c> keeps from going further.</summary>
internal static class Catches
{
    /// <summary>Whether what is thrown there gets no further than a <c>catch</c> of the same function.</summary>
    public static bool End(IOperation operation)
    {
        for (IOperation? inner = operation; inner is not (null or ILocalFunctionOperation or IAnonymousFunctionOperation); inner = inner.Parent)
            if (inner.Parent is ITryOperation attempt && attempt.Body == inner && attempt.Catches.TakeWhile(static clause => !Throws(clause)).Any(EndsIt))
                return true;

        return false;
    }

    private static bool Throws(ICatchClauseOperation clause) => clause.Handler.Descendants().Any(static operation => operation is IThrowOperation);

    private static bool EndsIt(ICatchClauseOperation clause) => IsOfAll(clause.ExceptionType) && (clause.Filter is null || LeavesOut(clause.Filter));

    private static bool IsOfAll(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object || WellKnown.Is(type, "System", "Exception", 0);

    // A cancellation mostly, which is no failure.
    private static bool LeavesOut(IOperation filter)
        => filter is IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: ITypePatternOperation { MatchedType: var type } } }
           && WellKnown.Is(type, "System", "OperationCanceledException", 0);
}
