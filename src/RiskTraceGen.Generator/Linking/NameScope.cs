using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Linking;

/// <summary>How names resolve in one generated file, as the language says: enclosing namespaces from the inside out, then the usings.</summary>
internal sealed class NameScope
{
    private readonly EquatableArray<string> _declared;
    private readonly EquatableArray<string> _hidden;
    private readonly NameTable _table;
    private readonly HashSet<string> _imported;
    private readonly HashSet<string> _clashes;

    public NameScope(EquatableArray<string> declared, EquatableArray<string> hidden, IReadOnlyList<(string Namespace, string Name)> names, NameTable table)
    {
        _declared = declared;
        _hidden = hidden;
        _table = table;
        _imported = new HashSet<string>(names.Select(name => name.Namespace).Where(IsImportNeeded), StringComparer.Ordinal);

        // Two of one name in one file: neither is short, whatever the compilation says.
        _clashes = new HashSet<string>(names.GroupBy(name => name.Name).Where(group => group.Count() > 1).Select(group => group.Key), StringComparer.Ordinal);
        Imports = names
            .Where(name => IsImportNeeded(name.Namespace) && IsShort(name.Namespace, name.Name))
            .Select(name => name.Namespace)
            .Distinct()
            .OrderBy(name => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(name => name, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>The namespaces to import, in the customary order.</summary>
    public IReadOnlyList<string> Imports { get; }

    /// <summary>The shortest form of a name that means the type of that namespace.</summary>
    public string Shortest(string typeNamespace, string name)
        => IsShort(typeNamespace, name) ? AttributeName.Written(name) : MarkedText.Qualified(typeNamespace, name);

    private bool IsImportNeeded(string typeNamespace)
        => typeNamespace.Length > 0
            && !_declared.All(declared => NameTableBuilder.Enclosing(declared).Contains(typeNamespace));

    private bool IsShort(string typeNamespace, string name)
        => !_clashes.Contains(name)
            && !Array.Exists(AttributeName.Meanings(name), meaning => _hidden.Contains(meaning) || _table.Hidden.Contains(meaning))
            && (_table.Find(name) is not { } rival || _declared.All(declared => Resolves(declared, typeNamespace, rival)));

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
