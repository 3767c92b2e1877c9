using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Types that are made for a secret, as their names say, and whose parts would be recorded one by one with a text that nothing redacts.</summary>
internal sealed class SecretTypes(Compilation compilation)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a type is one of them.</summary>
    public bool Contains(ITypeSymbol type) => type is INamedTypeSymbol named && CanHaveParts(named) && _known.GetOrAdd(named, IsSecret);

    private bool IsSecret(INamedTypeSymbol type) => SecretWords.SaySecretType(SecretWords.Of(type.Name)) && ShowsText(type, new TypeWalk());

    // What is named like a secret itself is reported, or redacted, by that name.
    private bool ShowsText(INamedTypeSymbol type, TypeWalk walk)
        => walk.Enters(type) && PartsOf(type).Any(part
            => !RecordedSecrets.IsDecided(AttributeSources.OfMember(part.Member, type))
               && SecretWords.Of(part.Member.Name) is var words && !SecretWords.SayAbout(words) && !SecretWords.SaySecret(words)
               && SecretNames.Holds(
                   part.Type,
                   held => SecretNames.IsText(held) || IsAnything(held) || (held is INamedTypeSymbol inner && CanHaveParts(inner) && ShowsText(inner, walk))));

    private IEnumerable<(ISymbol Member, ITypeSymbol Type)> PartsOf(INamedTypeSymbol type)
        => TraceFormats.Of(type) is null ? ReadableMembers.Of(type, compilation) : FormattedSecrets.MembersShownBy(type);

    // Keys are often made as a Guid, and an object is recorded as what it turns out to be.
    private static bool IsAnything(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object || WellKnown.Is(type, "System", "Guid", 0);

    private static bool CanHaveParts(INamedTypeSymbol type)
        => type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAnonymousType: false } && !WellKnown.IsFramework(type);
}
