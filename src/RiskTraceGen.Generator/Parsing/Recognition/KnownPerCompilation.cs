using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>What is found out about symbols, once for each compilation, which is asked about them many times. Thread safe.</summary>
/// <param name="find">Finds it out.</param>
internal sealed class KnownPerCompilation<TSymbol, TValue>(Func<TSymbol, Compilation, TValue> find)
    where TSymbol : class, ISymbol
{
    private readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<TSymbol, TValue>> _known = new();

    public TValue Of(TSymbol symbol, Compilation compilation)
        => _known.GetValue(compilation, static _ => new(SymbolEqualityComparer.IncludeNullability)).GetOrAdd(symbol, asked => find(asked, compilation));
}
