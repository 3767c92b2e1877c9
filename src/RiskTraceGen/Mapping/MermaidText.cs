using System.Globalization;
using System.Text;

namespace RiskTraceGen;

/// <summary>Text in a label of a Mermaid diagram: it can neither end the label nor be read as markup. What could is written as Mermaid's entities.</summary>
internal static class MermaidText
{
    public static string Safe(string text)
    {
        var escaped = new StringBuilder(text.Length);
        EscapedText.Append(escaped, text, ascii: false);
        var safe = new StringBuilder(escaped.Length);
        foreach (char character in escaped.ToString())
        {
            if (character is '"' or '#' or '<' or '>' or '&' or '`' or '\\' or ';')
                safe.Append(CultureInfo.InvariantCulture, $"#{(int)character};");
            else
                safe.Append(character);
        }

        return safe.ToString();
    }
}
