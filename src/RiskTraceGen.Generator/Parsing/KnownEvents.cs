using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>The events of a program, each parsed once: many rules take the same. Files are parsed beside each other.</summary>
internal sealed class KnownEvents(Compilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, Parsed<EventModel>> _known = new(SymbolEqualityComparer.IncludeNullability);

    public Parsed<EventModel> Of(INamedTypeSymbol type) => _known.GetOrAdd(type, type => EventParser.Parse((INamedTypeSymbol)type, compilation));
}
