using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>What a pattern asks the value that it is matched with, beside the properties that it names.</summary>
internal static class PatternCalls
{
    /// <summary>A positional pattern: what takes the value apart, or the length and the items of an <c>ITuple</c>.</summary>
    public static IEnumerable<ImplicitCall> Of(IRecursivePatternOperation pattern, ISymbol deconstruct) => deconstruct switch
    {
        IMethodSymbol method => [ImplicitCall.On(pattern.MatchedType, method, pattern)],
        INamedTypeSymbol tuple => tuple.GetMembers().OfType<IMethodSymbol>().Select(getter => ImplicitCall.On(tuple, getter, pattern)),
        _ => [],
    };

    /// <summary>A list pattern: the length, and the items that it looks at.</summary>
    public static IEnumerable<ImplicitCall> Of(IListPatternOperation list)
    {
        if (list.LengthSymbol is IPropertySymbol length && PropertyAccess.Getter(length) is { } count)
            yield return ImplicitCall.On(list.NarrowedType, count, list);
        if (list.IndexerSymbol is IPropertySymbol indexer
            && PropertyAccess.Getter(indexer) is { } item
            && list.Patterns.Any(static pattern => pattern is not (IDiscardPatternOperation or ISlicePatternOperation)))
            yield return ImplicitCall.On(list.NarrowedType, item, list);
    }

    /// <summary>A slice of a list pattern that is matched in turn.</summary>
    public static IEnumerable<ImplicitCall> Of(ISlicePatternOperation slice, ISymbol symbol)
        => (symbol is IPropertySymbol indexer ? PropertyAccess.Getter(indexer) : symbol as IMethodSymbol) is { } method
            ? [ImplicitCall.On(slice.InputType, method, slice)]
            : [];
}
