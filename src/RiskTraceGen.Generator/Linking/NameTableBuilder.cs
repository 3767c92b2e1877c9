using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Linking;

/// <summary>Looks the names used in generated code up in a compilation.</summary>
internal static class NameTableBuilder
{
    // What generated code says that is no keyword, so that a type in sight can be meant instead. There is no other way to say it.
    private static readonly string[] Words = ["dynamic", "notnull", "unmanaged"];

    public static GlobalUsing? GlobalUsingOf(UsingDirectiveSyntax directive)
        => directive.NamespaceOrType is { } name
            ? new GlobalUsing(name.ToString().Replace("global::", ""), directive.StaticKeyword.RawKind != 0, directive.Alias?.Name.Identifier.ValueText)
            : null;

    public static NameTable Build(ImmutableArray<DraftNames> drafts, ImmutableArray<GlobalUsing> usings, Compilation compilation)
    {
        if (drafts.IsEmpty)
            return NameTable.Empty;

        var globals = usings.Where(directive => directive is { IsStatic: false, Alias: null }).Select(directive => directive.Name).Distinct().ToList();
        var declared = drafts.SelectMany(draft => draft.Types).ToList();
        var granted = NameGrants.Of(declared, compilation).ToEquatableArray();
        var names = drafts.SelectMany(draft => draft.Names)
            .Select(name => GrantedName.In(name, granted))
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToList();
        var used = drafts.SelectMany(draft => draft.Namespaces).Concat(globals).Distinct().ToList();

        // What is generated is not in the compilation yet.
        ILookup<string, string> generated = declared.ToLookup(type => type.Namespace, type => GrantedName.In(type.Name, granted));
        var spaces = used
            .SelectMany(Enclosing)
            .Append("")
            .Distinct()
            .Select(
                name => new NamedSpace(name, Find(compilation.GlobalNamespace, name), Find(compilation.SourceModule.GlobalNamespace, name), generated[name]))
            .OrderBy(space => space.Name, StringComparer.Ordinal)
            .ToList();
        var referenced = new HashSet<string>(
            compilation.SourceModule.ReferencedAssemblySymbols.SelectMany(assembly => assembly.TypeNames), StringComparer.Ordinal);
        return new NameTable(
            names.Select(name => Rival(name, spaces, referenced, compilation)).Where(IsShared).ToEquatableArray(),
            Hidden(usings, compilation).Distinct().OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray(),
            globals.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray(),
            Words.SelectMany(word => Rival(word, spaces, referenced, compilation).Types)
                .Distinct()
                .OrderBy(name => name, StringComparer.Ordinal)
                .ToEquatableArray(),
            drafts.GroupBy(draft => draft.FileName, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1)
                .SelectMany(group => group.Select(draft => draft.FileName).Distinct())
                .ToEquatableArray(),
            granted);
    }

    /// <summary>A namespace and those it stands in, innermost first, without the global one.</summary>
    public static IEnumerable<string> Enclosing(string name)
    {
        for (string current = name; current.Length > 0; current = current.Substring(0, Math.Max(0, current.LastIndexOf('.'))))
            yield return current;
    }

    // The references are asked only for what one of them has somewhere: most names are the project's own.
    private static RivalName Rival(string name, List<NamedSpace> spaces, HashSet<string> referenced, Compilation compilation)
    {
        string[] meanings = AttributeName.Meanings(name.TrimStart('@'));
        bool isReferenced = Array.Exists(meanings, referenced.Contains);
        return new RivalName(
            name,
            spaces.Where(space => space.Generated.Contains(name) || HasAny(space.Declared, meanings) || (isReferenced && space.Refers(meanings, compilation)))
                .Select(space => space.Name)
                .ToEquatableArray(),
            spaces.Where(space => HasAny(space.Inner, meanings)).Select(space => space.Name).ToEquatableArray());
    }

    private static bool HasAny(HashSet<string> names, string[] wanted)
    {
        foreach (string name in wanted)
            if (names.Contains(name))
                return true;
        return false;
    }

    private static bool IsShared(RivalName name) => name.Types.Count > 1 || name.Namespaces.Count > 0;

    private static IEnumerable<string> Hidden(ImmutableArray<GlobalUsing> usings, Compilation compilation)
    {
        foreach (GlobalUsing directive in usings)
        {
            if (directive.Alias is { } alias)
                yield return alias;
            else if (directive.IsStatic && compilation.GetTypesByMetadataName(directive.Name) is [var type, ..])
                foreach (INamedTypeSymbol nested in type.GetTypeMembers())
                    yield return nested.Name;
        }
    }

    private static INamespaceSymbol? Find(INamespaceSymbol root, string name)
    {
        INamespaceSymbol? space = root;
        foreach (string segment in name.Split(['.'], StringSplitOptions.RemoveEmptyEntries))
            space = space?.GetMembers(segment.TrimStart('@')).OfType<INamespaceSymbol>().FirstOrDefault();
        return space;
    }

    // A namespace as all assemblies together have it, and the part of it that is this assembly's, and what is generated into it.
    private sealed class NamedSpace(string name, INamespaceSymbol? everywhere, INamespaceSymbol? inSource, IEnumerable<string> generated)
    {
        public string Name => name;

        public HashSet<string> Generated { get; } = new(generated, StringComparer.Ordinal);

        public HashSet<string> Declared { get; } = new(inSource?.GetTypeMembers().Select(type => type.Name) ?? [], StringComparer.Ordinal);

        public HashSet<string> Inner { get; } = new(everywhere?.GetNamespaceMembers().Select(inner => inner.Name) ?? [], StringComparer.Ordinal);

        public bool Refers(string[] types, Compilation compilation)
            => everywhere is not null
                && Array.Exists(types, type => everywhere.GetTypeMembers(type).Any(found => compilation.IsSymbolAccessibleWithin(found, compilation.Assembly)));
    }
}
