using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>
/// Secrets in the types that a value is recorded by, of which nobody is told where these are declared: in types of other
/// assemblies, which are recorded here, and in texts that show what stands in the place of a type parameter.
/// </summary>
internal sealed class HeldSecrets(KnownSymbols symbols, SecretNames secretNames, ErasedSecrets erased, FormattedSecrets formatted)
{
    private readonly ConcurrentDictionary<(INamedTypeSymbol Type, bool IsSaid), Contained> _known = new();

    /// <summary>What such types hold of secrets, where that is recorded, and whether a text shows it.</summary>
    public IEnumerable<(string Name, string Where, bool IsText)> In(string value, ITypeSymbol type)
    {
        var walk = new TypeWalk();
        List<(INamedTypeSymbol Type, bool IsSaid)> types = [.. From(type).Where(held => walk.Enters(held.Type))];
        var said = new HashSet<(ISymbol, string)>();
        for (int place = 0; place < types.Count; place++)
        {
            Contained contained = _known.GetOrAdd(types[place], Read);
            types.AddRange(contained.Types.Where(held => walk.Enters(held.Type)));
            foreach ((string name, string where, bool isText) in contained.Secrets)
                if (said.Add((types[place].Type.OriginalDefinition, name)))
                    yield return ($"{value}.{name}", where, isText);
        }
    }

    /// <summary>Whether an element of a tuple stands in one of the texts, with which it is said.</summary>
    public static bool AreShownIn(IEnumerable<(string Name, string Where, bool IsText)> held, string element)
        => held.Any(secret => secret.IsText && secret.Name.EndsWith($".{element.Substring(element.LastIndexOf('.') + 1)}", StringComparison.Ordinal));

    // What is said where a type is declared, or where a member of it is, is not said here: only what a type argument adds to it.
    private IEnumerable<(INamedTypeSymbol Type, bool IsSaid)> From(ITypeSymbol type, bool isSaid = false)
        => from value in RecordedValues.In(type)
           let held = (INamedTypeSymbol)value.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
           let isSaidOf = isSaid || held.ContainingAssembly.Is(symbols.Compilation.Assembly) || IsRecordedAtHome(held.OriginalDefinition)
           where !isSaidOf || !held.Is(held.OriginalDefinition)
           select (held, isSaidOf);

    private Contained Read((INamedTypeSymbol Type, bool IsSaid) held)
    {
        (INamedTypeSymbol type, bool isSaid) = held;
        string where = $"every '{type.Display()}'";
        IEnumerable<(string, string, bool)> Texts(IEnumerable<string> shown, Func<IEnumerable<string>> declared)
            => (isSaid ? shown.Except(declared()) : shown).Select(name => (name, where, true));

        if (TraceFormats.Of(type) is not null)
            return new([.. Texts(formatted.In(type), () => formatted.In(type.OriginalDefinition))], []);

        var contained = new Contained([], []);
        foreach (RecordedMember member in symbols.MembersOf(type))
        {
            if (RecordedSecrets.IsDecided(member.Sources))
                continue;

            (string name, ITypeSymbol declared) = (member.Symbol.Name, DeclaredType(member.Symbol, type.OriginalDefinition));
            if (TraceFormats.In(member.Sources) is not null)
            {
                contained.Secrets.AddRange(Texts(formatted.Of(name, member.Type, member.Sources), () => formatted.Of(name, declared, member.Sources)));
                continue;
            }

            // What a type argument calls its parts is said where it is given.
            if (!isSaid)
                contained.Secrets.AddRange(erased
                    .With(secretNames.In(member.Symbol, member.Type).Intersect(secretNames.In(member.Symbol, declared)), where, name, declared)
                    .Select(static secret => (secret.Name, secret.Where, false)));
            if (!isSaid || !member.Type.Is(declared))
                contained.Types.AddRange(From(member.Type, isSaid));
        }

        return contained;
    }

    // What a base class is closed with is given where the type is declared.
    private ITypeSymbol DeclaredType(ISymbol member, INamedTypeSymbol declared)
        => symbols.MembersOf(declared).First(other => other.Symbol.OriginalDefinition.Is(member.OriginalDefinition)).Type;

    // Who compiles against the package and records the type has an encoder of it, and was told.
    private static bool IsRecordedAtHome(INamedTypeSymbol type)
        => Annotations.CanAnnotate(type.ContainingAssembly)
           && (HookMethods.HookOf(type) is not null || type.ContainingNamespace.GetTypeMembers().Any(other
               => other.AllInterfaces.Any(contract
                   => WellKnown.Is(contract, Annotations.LibraryNamespace, "IResultEncoder", 1) && contract.TypeArguments[0].OriginalDefinition.Is(type))));

    private sealed record Contained(List<(string Name, string Where, bool IsText)> Secrets, List<(INamedTypeSymbol Type, bool IsSaid)> Types);
}
