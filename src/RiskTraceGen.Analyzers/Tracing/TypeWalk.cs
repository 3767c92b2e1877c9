using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Brings a look into what types hold to an end: each is looked into once, however many ways lead to it, and a generic one that holds
/// ever larger ones of its kind, <c>record N&lt;T&gt;(N&lt;N&lt;T&gt;&gt;? Next)</c>, only so often.</summary>
internal sealed class TypeWalk
{
    private const int MostOfAKind = 12;

    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, int> _ofAKind = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a type is still to be looked into.</summary>
    public bool Enters(ITypeSymbol type)
    {
        if (!_seen.Add(type))
            return false;

        _ofAKind.TryGetValue(type.OriginalDefinition, out int others);
        _ofAKind[type.OriginalDefinition] = others + 1;
        return others < MostOfAKind;
    }
}
