using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Linking;

/// <summary>The name of a generated type that does not get the one it wishes for: the first of several, in ordinal order, gets it, and the others a number.</summary>
internal sealed record GrantedName(string Wished, string Granted)
{
    /// <summary>The names that differ from what is wished.</summary>
    /// <param name="declared">All generated types.</param>
    /// <param name="compilation">What has types of its own.</param>
    public static IEnumerable<GrantedName> Of(IEnumerable<TypeRef> declared, Compilation compilation)
    {
        ILookup<bool, TypeRef> types = declared.Distinct().ToLookup(type => type.Text.IndexOf(WishedName.Open) >= 0);
        var taken = new HashSet<TypeRef>(types[false]);
        foreach (TypeRef type in types[true].OrderBy(type => type.Text, StringComparer.Ordinal))
        {
            (string space, string wished) = new Marks(type.Text).Names[0];
            string name = In(wished, default);
            string granted = name;
            for (int number = 2; !taken.Add(TypeRef.Of(space, granted)) || (granted != name && GeneratedNames.IsTaken(compilation, space, granted)); number++)
                granted = name + number.ToString(CultureInfo.InvariantCulture);
            if (granted != name)
                yield return new GrantedName(wished, granted);
        }
    }

    /// <summary>Text with what is granted in place of what is wished.</summary>
    public static string In(string text, EquatableArray<GrantedName> granted)
    {
        if (text.IndexOf(WishedName.Open) < 0)
            return text;

        foreach (GrantedName name in granted)
            text = text.Replace(name.Wished, name.Granted);
        var result = new StringBuilder(text.Length);
        int end = 0;
        for (int open = text.IndexOf(WishedName.Open); open >= 0; open = text.IndexOf(WishedName.Open, end))
        {
            result.Append(text, end, open - end);
            end = text.IndexOf(WishedName.Close, open) + 1;
        }

        return result.Append(text, end, text.Length - end).ToString();
    }
}
