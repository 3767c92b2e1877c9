using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Linking;

/// <summary>How names resolve in one generated file, as the language says: enclosing namespaces from the inside out, then the usings.</summary>
internal sealed class NameScope
{
    private readonly EquatableArray<string> _declared;
    private readonly EquatableArray<string> _hidden;
    private readonly NameTable _table;
    private readonly HashSet<string> _imported = new(StringComparer.Ordinal);
    private readonly HashSet<string> _clashes = new(StringComparer.Ordinal);

    public NameScope(EquatableArray<string> declared, EquatableArray<string> hidden, IReadOnlyList<(string Namespace, string Name)> names, NameTable table)
    {
        _declared = declared;
        _hidden = hidden;
        _table = table;

        // Two of one name in one file: neither is short, whatever the compilation says.
        var once = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string space, string name) in names)
        {
            if (!once.Add(name))
                _clashes.Add(name);
            if (!table.Unimported.Contains(space) && IsImportNeeded(space))
                _imported.Add(space);
        }

        var imports = new HashSet<string>(StringComparer.Ordinal);
        string[] shortest = new string[names.Count];
        for (int place = 0; place < shortest.Length; place++)
        {
            (string space, string name) = names[place];
            bool isShort = IsShort(space, name);
            shortest[place] = isShort ? AttributeName.Written(name) : MarkedText.Qualified(space, name);
            if (isShort && _imported.Contains(space))
                imports.Add(space);
        }

        Shortest = shortest;
        Imports = [.. imports.OrderBy(name => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>The namespaces to import, in the customary order.</summary>
    public IReadOnlyList<string> Imports { get; }

    /// <summary>For each name of the file the shortest form that means the type of its namespace.</summary>
    public IReadOnlyList<string> Shortest { get; }

    private bool IsImportNeeded(string typeNamespace)
    {
        foreach (string declared in _declared)
            if (!IsIn(declared, typeNamespace))
                return typeNamespace.Length > 0;
        return false;
    }

    private static bool IsIn(string typeNamespace, string outer)
        => typeNamespace.StartsWith(outer, StringComparison.Ordinal) && (typeNamespace.Length == outer.Length || typeNamespace[outer.Length] == '.');

    private bool IsShort(string typeNamespace, string name)
    {
        if (_clashes.Contains(name) || (_table.Unimported.Contains(typeNamespace) && IsImportNeeded(typeNamespace)))
            return false;
        foreach (string meaning in AttributeName.Meanings(name))
            if (_hidden.Contains(meaning) || _table.Hidden.Contains(meaning))
                return false;
        if (_table.Find(name) is not { } rival)
            return true;
        foreach (string declared in _declared)
            if (!Resolves(declared, typeNamespace, rival))
                return false;
        return true;
    }

    private bool Resolves(string declared, string typeNamespace, RivalName rival)
    {
        foreach (string space in NameTableBuilder.Enclosing(declared).Append(""))
        {
            if (space == typeNamespace)
                return true;
            if (rival.Types.Contains(space) || rival.Namespaces.Contains(space))
                return false;
        }

        return rival.Types.All(space => space == typeNamespace || !(_imported.Contains(space) || _table.GlobalUsings.Contains(space)));
    }
}
