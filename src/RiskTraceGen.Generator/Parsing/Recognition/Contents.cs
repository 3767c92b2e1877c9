using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Values of the framework that are recorded by what they hold: sequences, tuples and pairs.</summary>
internal static class Contents
{
    private const string Generic = "System.Collections.Generic";

    // As many values as a list in a record may have.
    private const int MaxParts = 8;

    private static readonly (string Space, string Name)[] Sequences =
    [
        (Generic, "List"), ("System.Collections.Immutable", "ImmutableArray"), ("System", "Memory"), ("System", "ReadOnlyMemory"), ("System", "ArraySegment"),
    ];

    private static readonly string[] Interfaces = ["IEnumerable", "IReadOnlyCollection", "IReadOnlyList", "ICollection", "IList"];

    /// <summary>The type of the elements of a sequence; null if the type is none of those whose elements are recorded.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, IsSZArray: true } array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } when Array.Exists(Sequences, sequence => WellKnown.Is(type, sequence.Space, sequence.Name, 1))
            => element,
        INamedTypeSymbol { TypeArguments: [not IArrayTypeSymbol { Rank: > 1 } and var element] }
            when Array.Exists(Interfaces, name => WellKnown.Is(type, Generic, name, 1)) => element,
        _ => null,
    };

    /// <summary>The type of the elements of a span; null if the type is none.</summary>
    public static ITypeSymbol? ElementOfSpan(ITypeSymbol type)
        => WellKnown.Is(type, "System", "Span", 1) || WellKnown.Is(type, "System", "ReadOnlySpan", 1) ? ((INamedTypeSymbol)type).TypeArguments[0] : null;

    /// <summary>The parts of a tuple or a pair. The names of tuple elements count: what looks like a secret is one.</summary>
    public static IEnumerable<(string Member, ITypeSymbol Type, ISymbol[] Sources)>? PartsOf(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { IsTupleType: true, TupleElements: { Length: <= MaxParts } elements })
            return elements.Select((element, place) => ($"Item{place + 1}", element.Type, new ISymbol[] { element }));
        return WellKnown.Is(type, Generic, "KeyValuePair", 2)
            ? ((INamedTypeSymbol)type).TypeArguments.Select((argument, place) => (place == 0 ? "Key" : "Value", argument, Array.Empty<ISymbol>()))
            : null;
    }

    /// <summary>The types of the values that a value is recorded as: its own, if it holds no others.</summary>
    public static IEnumerable<ITypeSymbol> Innermost(ITypeSymbol type)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return Innermost(((INamedTypeSymbol)type).TypeArguments[0]);
        if (ElementOf(type) is { } element)
            return Innermost(element);
        return PartsOf(type) is { } parts ? parts.SelectMany(part => Innermost(part.Type)) : [type];
    }
}
