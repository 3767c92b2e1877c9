using System.Text;

namespace RiskTraceGen.Generator.Model;

/// <summary>Where a thread puts its texts together, one after the other: thousands are, and what each grew in would be garbage.</summary>
internal static class TextBuffer
{
    // Most files are shorter. What a longer one has grown to is not kept.
    private const int Capacity = 32 * 1024;

    [ThreadStatic]
    private static StringBuilder? _free;

    /// <summary>The buffer, empty; a new one if it is in use.</summary>
    public static StringBuilder Take()
    {
        StringBuilder buffer = _free ?? new StringBuilder(Capacity);
        _free = null;
        return buffer;
    }

    /// <summary>The text in a buffer, which is free again.</summary>
    public static string Finish(StringBuilder buffer)
    {
        string text = buffer.ToString();
        if (buffer.Capacity == Capacity)
            _free = buffer.Clear();
        return text;
    }
}
