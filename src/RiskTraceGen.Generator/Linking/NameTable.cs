using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Linking;

/// <summary>What the linker has to know of a compilation to shorten names: where else a type of the same name stands.</summary>
/// <param name="Rivals">The names used in generated code that stand in more than one namespace in reach.</param>
/// <param name="Hidden">Names that a global alias or a global static using takes.</param>
/// <param name="GlobalUsings">The namespaces that every file imports.</param>
/// <param name="Unimported">Namespaces with types that have words of the language for their names: imported, they would take the words away.</param>
/// <param name="SharedFileNames">File names that differ in case only.</param>
/// <param name="Granted">The names of generated types that differ from what they wish for.</param>
internal sealed record NameTable(
    EquatableArray<RivalName> Rivals,
    EquatableArray<string> Hidden,
    EquatableArray<string> GlobalUsings,
    EquatableArray<string> Unimported,
    EquatableArray<string> SharedFileNames,
    EquatableArray<GrantedName> Granted)
{
    public static NameTable Empty { get; } = new(default, default, default, default, default, default);

    // They are in ordinal order of their names.
    public RivalName? Find(string name)
    {
        for (int first = 0, last = Rivals.Count - 1; first <= last;)
        {
            int middle = (first + last) / 2;
            int order = string.CompareOrdinal(name, Rivals[middle].Name);
            if (order == 0)
                return Rivals[middle];
            (first, last) = order < 0 ? (first, middle - 1) : (middle + 1, last);
        }

        return null;
    }
}

/// <param name="Types">The namespaces with a type of the name.</param>
/// <param name="Namespaces">The namespaces with a namespace of the name.</param>
internal sealed record RivalName(string Name, EquatableArray<string> Types, EquatableArray<string> Namespaces);

/// <summary>A global using of the consumer.</summary>
/// <param name="Alias">Its alias, if it is one.</param>
internal sealed record GlobalUsing(string Name, bool IsStatic, string? Alias);

/// <summary>What a draft brings to the table.</summary>
/// <param name="Namespaces">The namespaces it declares or names types of.</param>
/// <param name="Types">The types it declares.</param>
internal sealed record DraftNames(string FileName, EquatableArray<string> Names, EquatableArray<string> Namespaces, EquatableArray<DeclaredName> Types)
{
    public static DraftNames Of(Draft draft)
    {
        return new DraftNames(
            draft.FileName,
            draft.Text.Names.Select(mark => mark.Name).Distinct().ToEquatableArray(),
            draft.Text.Names.Select(mark => mark.Namespace).Concat(draft.Namespaces).Distinct().ToEquatableArray(),
            draft.Types);
    }
}
