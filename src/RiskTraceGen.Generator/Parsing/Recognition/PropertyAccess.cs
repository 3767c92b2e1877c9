using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>The accessors that a reference to a property, an indexer or an event calls.</summary>
internal static class PropertyAccess
{
    /// <summary>The getter, the setter or both, as the place of the reference has it.</summary>
    /// <param name="property">The property.</param>
    /// <param name="reference">Where it is read or written.</param>
    public static IEnumerable<IMethodSymbol> Of(IPropertySymbol property, IOperation reference)
    {
        (bool reads, bool writes) = reference.Parent switch
        {
            ISimpleAssignmentOperation assignment when assignment.Target == reference => (property.RefKind != RefKind.None, true),
            ICompoundAssignmentOperation assignment when assignment.Target == reference => (true, true),
            ICoalesceAssignmentOperation assignment when assignment.Target == reference => (true, true),
            IIncrementOrDecrementOperation => (true, true),
            ITupleOperation tuple when IsTarget(tuple) => (property.RefKind != RefKind.None, true),
            _ => (true, false),
        };
        if (reads && Getter(property) is { } getter)
            yield return getter;
        if (writes && Accessor(property, static member => member.SetMethod) is { } setter)
            yield return setter;
    }

    /// <summary>What reads a property.</summary>
    public static IMethodSymbol? Getter(IPropertySymbol property) => Accessor(property, static member => member.GetMethod);

    /// <summary>An index from the end, or a range: the length, and the indexer or <c>Slice</c>.</summary>
    public static IEnumerable<ImplicitCall> OfIndexer(IImplicitIndexerReferenceOperation reference)
    {
        IOperation instance = ImplicitCall.Unconverted(reference.Instance);
        IEnumerable<IMethodSymbol> length = reference.LengthSymbol is IPropertySymbol property && Getter(property) is { } getter ? [getter] : [];
        IEnumerable<IMethodSymbol> items = reference.IndexerSymbol switch
        {
            IPropertySymbol indexer => Of(indexer, reference),
            IMethodSymbol slice => [slice],
            _ => [],
        };
        return length.Concat(items).Select(method => ImplicitCall.On(instance.Type, method, instance));
    }

    /// <summary>What adds a handler to an event, or removes it.</summary>
    public static IEnumerable<ImplicitCall> OfEvent(IEventReferenceOperation reference, bool adds)
        => (adds ? reference.Event.AddMethod : reference.Event.RemoveMethod) is { } accessor
            ? [ImplicitCall.On(reference.Instance?.Type ?? reference.ConstrainedToType, accessor, reference)]
            : [];

    // A property that overrides one accessor inherits the other.
    private static IMethodSymbol? Accessor(IPropertySymbol? property, Func<IPropertySymbol, IMethodSymbol?> accessor)
    {
        for (; property is not null; property = property.OverriddenProperty)
            if (accessor(property) is { } method)
                return method;
        return null;
    }

    // A tuple on the left side is written to part by part.
    private static bool IsTarget(IOperation tuple) => tuple.Parent switch
    {
        IDeconstructionAssignmentOperation assignment => assignment.Target == tuple,
        ITupleOperation outer => IsTarget(outer),
        IForEachLoopOperation loop => loop.LoopControlVariable == tuple,
        _ => false,
    };
}
