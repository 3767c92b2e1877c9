using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Secrets in the text that a value gives of itself, in which nothing is redacted. Who writes that text himself is trusted.</summary>
internal sealed class FormattedSecrets(SecretNames secretNames)
{
    /// <summary>A value that looks like a secret, or what its text shows of secrets.</summary>
    public IEnumerable<string> Of(string name, ITypeSymbol type, ISymbol[] sources) => Find(name, type, sources).Select(static secret => secret.Path);

    /// <summary>
    /// What the text of a value shows because it is of another type than it is declared. An array in the place of
    /// an object is recorded by the name of its type.
    /// </summary>
    public IEnumerable<string> OfGiven(string name, ITypeSymbol type, ITypeSymbol declared)
    {
        if (Contents.ElementOf(type) is not null && Contents.ElementOf(declared) is null)
            return [];

        HashSet<string> said = [.. Find(name, declared, []).Select(static secret => secret.Place)];
        return Find(name, type, []).Where(secret => !said.Contains(secret.Place)).Select(static secret => secret.Path);
    }

    /// <summary>What the text of all values of a type shows of secrets.</summary>
    public IEnumerable<string> In(ITypeSymbol type) => In(type, new Found("", ""), new TypeWalk()).Select(static secret => secret.Path);

    /// <summary>The members in the text of a type, if the compiler writes it.</summary>
    public static IEnumerable<(ISymbol Member, ITypeSymbol Type)> MembersShownBy(INamedTypeSymbol type)
    {
        if (!(type.IsRecord || type.IsAnonymousType) || IsWritten(type))
            yield break;
        for (INamedTypeSymbol? level = type; level is not null && !PrintsMembers(level); level = level.BaseType)
            foreach (ISymbol member in level.GetMembers())
                if (member is { IsStatic: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public } && TypeOf(member) is { } shown)
                    yield return (member, shown);
    }

    /// <summary>The type of the values that are recorded by their text: of a sequence, that of its elements, unless they are one text together.</summary>
    public static ITypeSymbol TextOf(ITypeSymbol type)
        => !SecretNames.IsText(type) && (Contents.ElementOf(type) ?? Contents.ElementOfSpan(type)) is { } element ? TextOf(element)
            : type.IsNullable() ? TextOf(((INamedTypeSymbol)type).TypeArguments[0]) : type;

    private IEnumerable<Found> Find(string name, ITypeSymbol type, ISymbol[] sources)
        => Of(new Shown(name, TextOf(type), sources), new Found(name, name), new TypeWalk());

    private IEnumerable<Found> Of(Shown value, Found at, TypeWalk walk)
    {
        if (Secrets.IsDecided(value.Sources))
            return Secrets.IsSensitive(value.Sources) ? [at] : [];
        if (FrameworkTexts.ShownBy(value.Type) is { } held)
            return held.SelectMany(type => Of(new Shown(value.Name, type, []), at, walk)).Distinct();
        if (!SecretNames.IsText(value.Type)
            && (FrameworkTexts.AreNames(value.Type) || (value.Type is INamedTypeSymbol type && !WellKnown.IsFramework(type) && IsWritten(type))))
            return [];
        return secretNames.Include(value.Name, value.Type) || (FrameworkTexts.AreTexts(value.Type) && SecretNames.SaySecret(value.Name))
            ? [at]
            : In(value.Type, at, walk);
    }

    private IEnumerable<Found> In(ITypeSymbol type, Found at, TypeWalk walk)
        => walk.Enters(type) ? PartsOf(type).SelectMany(part => Of(part, at.With(part), walk)) : [];

    private static IEnumerable<Shown> PartsOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Select(static element => new Shown(element.Name, element.Type, [element])),
        INamedTypeSymbol own => MembersShownBy(own).Select(shown => new Shown(shown.Member.Name, shown.Type, AttributeSources.OfMember(shown.Member, own))),
        _ => [],
    };

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
        _ => null,
    };

    // The compiler writes a ToString for every record that has none, unless that of a base is sealed; one for a class it never writes.
    private static bool IsWritten(INamedTypeSymbol type)
    {
        if (type.AllInterfaces.Any(static contract => WellKnown.Is(contract, "System", "IFormattable", 0)) || PrintsMembers(type))
            return true;

        for (INamedTypeSymbol? level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
            if (level.GetMembers("ToString").Any(member => member.IsOverride && !IsGenerated(member) && (!type.IsRecord || member.IsSealed || level.Is(type))))
                return true;
        return false;
    }

    // Also for the records that it derives from, but not for those that derive from it.
    private static bool PrintsMembers(INamedTypeSymbol record) => record.GetMembers("PrintMembers").Any(static member => !IsGenerated(member));

    private static bool IsGenerated(ISymbol member)
        => member.IsImplicitlyDeclared || member.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    private sealed record Shown(string Name, ITypeSymbol Type, ISymbol[] Sources);

    /// <param name="Path">The names that lead to a secret.</param>
    /// <param name="Place">The same by numbers for elements of tuples, whatever they are called.</param>
    private readonly record struct Found(string Path, string Place)
    {
        public Found With(Shown part)
        {
            string place = part.Sources is [IFieldSymbol { CorrespondingTupleField: { } element }] ? element.Name : part.Name;
            return Path.Length == 0 ? new(part.Name, place) : new($"{Path}.{part.Name}", $"{Place}.{place}");
        }
    }
}
