using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>The events of a program, each parsed once: many rules take the same.</summary>
internal sealed class KnownEvents(Compilation compilation)
{
    private readonly Dictionary<INamedTypeSymbol, Parsed<EventModel>> _known = new(SymbolEqualityComparer.IncludeNullability);

    public Parsed<EventModel> Of(INamedTypeSymbol type)
    {
        if (!_known.TryGetValue(type, out Parsed<EventModel>? known))
            _known.Add(type, known = EventParser.Parse(type, compilation));
        return known;
    }
}
