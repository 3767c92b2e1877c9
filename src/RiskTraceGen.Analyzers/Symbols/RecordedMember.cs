using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>A property or field by which an object is recorded.</summary>
/// <param name="Symbol">The member, which a base class may declare.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Sources">The symbols whose attributes speak for it.</param>
internal sealed record RecordedMember(ISymbol Symbol, ITypeSymbol Type, ISymbol[] Sources)
{
    /// <summary>Those of a type.</summary>
    public static IEnumerable<RecordedMember> Of(INamedTypeSymbol type, Compilation compilation)
        => ReadableMembers.Of(type, compilation)
            .Select(readable => new RecordedMember(readable.Member, readable.Type, AttributeSources.OfMember(readable.Member, type)));
}
