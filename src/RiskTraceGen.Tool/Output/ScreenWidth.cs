using ScreenSegment = Spectre.Console.Rendering.Segment;

namespace RiskTraceGen.Tool.Output;

/// <summary>Text in columns of a terminal, where some characters take two.</summary>
internal static class ScreenWidth
{
    /// <summary>The beginning of a text that takes no more than a number of columns, with a sign at its end where something is missing.</summary>
    public static string Cut(string text, int columns, string sign)
    {
        if (ColumnsOf(text) <= columns)
            return text;

        int taken = 0;
        int end = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            taken += ColumnsOf(rune.ToString());
            if (taken > columns - sign.Length)
                break;
            end += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, end), sign);
    }

    private static int ColumnsOf(string text) => new ScreenSegment(text).CellCount();
}
