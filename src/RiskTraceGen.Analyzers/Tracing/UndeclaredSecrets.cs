using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>
/// Secrets in values that are known to be more than what they are given to declares: their types lose the names of
/// elements of tuples there, or their text shows what nobody has said of it.
/// </summary>
internal sealed class UndeclaredSecrets(KnownSymbols symbols, SecretNames secretNames, ErasedSecrets erased, FormattedSecrets formatted)
{
    /// <summary>What a value shows that is given to a parameter or member.</summary>
    public IEnumerable<Leak> In(GivenValue value, string name, bool isFormatted, string everyUse, bool isOwn)
        => InText(value, name, everyUse, isFormatted) ?? InType(value, everyUse, isOwn);

    /// <summary>What the type of a value shows, whose text nobody records.</summary>
    public IEnumerable<Leak> InType(GivenValue value, string everyUse, bool isOwn)
        => Lost(value, isOwn)
            .Concat(from name in ErasedName.InEvent(Underlying(value.Type), symbols.Compilation)
                    where name.IsOfFramework && erased.CallsSecret(name)
                    from other in ErasedName.InEvent(Underlying(value.Declared), symbols.Compilation)
                    where other.IsOfFramework
                        && other.Place == name.Place
                        && !Secrets.IsSensitive(other.Element)
                        && !secretNames.Include(other.Element.Name, other.Element.Type)
                    select new Leak(name.Element.Name, everyUse, ErasedSecrets.HasNoName));

    /// <summary>What the result of a method shows to those who call it.</summary>
    public IEnumerable<Leak> InResult(GivenValue value, string method, bool isOwn)
        => InText(value, method, "every result of it", isFormatted: false) ?? Lost(value, isOwn);

    // A text shows what the value turns out to be. Null if its value is not recorded by one.
    private IEnumerable<Leak>? InText(GivenValue value, string name, string everyUse, bool isFormatted)
    {
        (ITypeSymbol type, ITypeSymbol declared) = (FormattedSecrets.TextOf(value.Type), FormattedSecrets.TextOf(value.Declared));
        if (!isFormatted && TraceFormats.Of(declared) is null)
            return null;

        // What derives from the type here is said itself.
        bool isSaid = !isFormatted
            && type is INamedTypeSymbol heir
            && symbols.Recorded.Contains(heir)
            && !type.OriginalDefinition.Is(declared.OriginalDefinition);
        return isSaid ? [] : formatted.OfGiven(name, value.Type, value.Declared).Select(secret => new Leak(secret, everyUse, RecordedSecrets.MarkWhole));
    }

    private IEnumerable<Leak> Lost(GivenValue value, bool isOwn)
    {
        List<ErasedName> known = [.. ErasedName.In(value.Declared, symbols.Compilation)];
        ILookup<bool, ErasedName> lost = ErasedName.In(value.Type, symbols.Compilation)
            .Where(name => !known.Exists(other => other.Element.Name == name.Element.Name && other.AsRecorded == name.AsRecorded))
            .ToLookup(name => isOwn && known.Exists(other => other.AsRecorded == name.AsRecorded));
        return erased.OfLost(lost[false]).Concat(erased.OfRenamed(lost[true]));
    }

    private static ITypeSymbol Underlying(ITypeSymbol type) => type.IsNullable() ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
}
