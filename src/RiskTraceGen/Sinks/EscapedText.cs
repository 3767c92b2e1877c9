using System.Globalization;
using System.Text;

namespace RiskTraceGen;

/// <summary>
/// Text from outside, made safe for a terminal and a log: whatever would move the cursor, start a line or reorder what is shown is written as an escape.
/// </summary>
internal static class EscapedText
{
    /// <param name="target">Where the text goes.</param>
    /// <param name="text">The text.</param>
    /// <param name="ascii">Whether every character beyond ASCII is replaced too.</param>
    public static void Append(StringBuilder target, string text, bool ascii)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character is >= ' ' and <= '~')
                target.Append(character);
            else if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) && !ascii)
                target.Append(character).Append(text[++i]);
            else if (ascii || IsUnsafe(character))
                target.Append(Replacement(character, ascii));
            else
                target.Append(character);
        }
    }

    private static bool IsUnsafe(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate;

    private static string Replacement(char character, bool ascii) => character switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        '→' when ascii => "->",
        'µ' when ascii => "u",
        '…' when ascii => "...",
        _ => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)character:X4}"),
    };
}
