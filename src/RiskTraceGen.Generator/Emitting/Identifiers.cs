using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>Names for generated members and locals, and literals.</summary>
internal static class Identifiers
{
    /// <summary><c>max_contracts</c> becomes <c>MaxContracts</c>.</summary>
    public static string Pascal(string name)
    {
        var pascal = new StringBuilder(name.Length);
        bool startsWord = true;
        foreach (char letter in name)
        {
            if (char.IsLetterOrDigit(letter))
                pascal.Append(startsWord ? char.ToUpperInvariant(letter) : letter);
            startsWord = !char.IsLetterOrDigit(letter);
        }

        return pascal.Length == 0 || char.IsDigit(pascal[0]) ? "_" + pascal : pascal.ToString();
    }

    /// <summary><c>MaxContracts</c> becomes <c>maxContracts</c>.</summary>
    public static string Camel(string name)
    {
        string pascal = Pascal(name);
        string camel = char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
        return SyntaxFacts.GetKeywordKind(camel) == SyntaxKind.None ? camel : "@" + camel;
    }

    public static string Field(string name) => "_" + Camel(name).TrimStart('@', '_');

    public static string Literal(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Literal(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Literal(bool value) => value ? "true" : "false";

    /// <summary>Text as it stands in an XML comment of one line: with blanks for what breaks a line or is no XML.</summary>
    public static string Comment(string text)
        => new string([.. text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter)])
            .Replace("&", "&amp;")
            .Replace("<", "&lt;")
            .Replace(">", "&gt;");

    /// <summary>Words as a list: <c>a, b and c</c>.</summary>
    public static string Enumerate(IReadOnlyList<string> words)
        => words.Count < 2 ? string.Concat(words) : string.Join(", ", words.Take(words.Count - 1)) + " and " + words[words.Count - 1];

    /// <summary>A name that is not taken yet: the wished one, or that with a number.</summary>
    public static string Unique(string name, ISet<string> taken)
    {
        string unique = name;
        for (int number = 2; !taken.Add(unique); number++)
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
