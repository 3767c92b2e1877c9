using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Secrets in types of other assemblies, of which nobody is told where they are declared: they are recorded here.</summary>
internal sealed class ForeignSecrets(KnownSymbols symbols, SecretNames secretNames, ErasedSecrets erased)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, Contained> _known = new(SymbolEqualityComparer.Default);

    /// <summary>What such types that a value is recorded by hold of secrets, and where that is recorded.</summary>
    public IEnumerable<(string Name, string Where)> In(string value, ITypeSymbol type)
    {
        List<INamedTypeSymbol> types = [.. Foreign(type)];
        var seen = new HashSet<INamedTypeSymbol>(types, SymbolEqualityComparer.Default);
        for (int place = 0; place < types.Count; place++)
        {
            Contained contained = _known.GetOrAdd(types[place], Read);
            types.AddRange(contained.Types.Where(seen.Add));
            foreach ((string name, string where) in contained.Secrets)
                yield return ($"{value}.{name}", where);
        }
    }

    private IEnumerable<INamedTypeSymbol> Foreign(ITypeSymbol type)
        => RecordedValues.In(type)
            .Where(value => !value.ContainingAssembly.Is(symbols.Compilation.Assembly))
            .Select(static value => (INamedTypeSymbol)value.WithNullableAnnotation(NullableAnnotation.NotAnnotated));

    private Contained Read(INamedTypeSymbol type)
    {
        if (IsRecordedAtHome(type.OriginalDefinition))
            return new([], []);

        var members = (from member in symbols.MembersOf(type)
                       where !RecordedSecrets.IsDecided(member.Sources)
                       select (member.Symbol.Name, member.Type, Declared: DeclaredType(member.Symbol, type.OriginalDefinition))).ToList();

        // What a type argument calls its parts is said where it is given.
        return new(
            [.. members.SelectMany(member => erased.With(secretNames.In(member.Name, member.Type).Intersect(secretNames.In(member.Name, member.Declared)), $"every '{type.Display()}'", member.Name, member.Declared))],
            [.. members.SelectMany(member => Foreign(member.Declared))]);
    }

    // What a base class is closed with is given where the type is declared.
    private ITypeSymbol DeclaredType(ISymbol member, INamedTypeSymbol declared)
        => symbols.MembersOf(declared).First(other => other.Symbol.OriginalDefinition.Is(member.OriginalDefinition)).Type;

    // Who compiles against the package and records the type has an encoder of it, and was told.
    private static bool IsRecordedAtHome(INamedTypeSymbol type)
        => Annotations.CanAnnotate(type.ContainingAssembly)
           && (HookMethods.HookOf(type) is not null || type.ContainingNamespace.GetTypeMembers().Any(other
               => other.AllInterfaces.Any(contract => WellKnown.Is(contract, Annotations.LibraryNamespace, "IResultEncoder", 1) && contract.TypeArguments[0].OriginalDefinition.Is(type))));

    private sealed record Contained(List<(string Name, string Where)> Secrets, List<INamedTypeSymbol> Types);
}
