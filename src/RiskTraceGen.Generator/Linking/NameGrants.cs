using System.Globalization;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Linking;

/// <summary>Gives names to generated types that may wish for the same one: the first in ordinal order gets it, and the others a number.</summary>
internal static class NameGrants
{
    /// <summary>The names that differ from what is wished.</summary>
    /// <param name="declared">All generated types.</param>
    /// <param name="compilation">What has types of its own.</param>
    public static IEnumerable<GrantedName> Of(IEnumerable<DeclaredName> declared, Compilation compilation)
    {
        ILookup<bool, DeclaredName> types = declared.Distinct().ToLookup(type => WishedName.IsIn(type.Name));
        var taken = new HashSet<DeclaredName>(types[false]);
        foreach (DeclaredName type in types[true].OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            string name = GrantedName.In(type.Name, default);
            string granted = name;
            for (int number = 2;
                !taken.Add(type with { Name = granted }) || (granted != name && GeneratedNames.IsTaken(compilation, type.Namespace, granted));
                number++)
                granted = name + number.ToString(CultureInfo.InvariantCulture);
            if (granted != name)
                yield return new GrantedName(type.Name, granted);
        }
    }
}
