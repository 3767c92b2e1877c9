using System.Text;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Linking;

/// <summary>Finds and replaces the marked names in emitted text.</summary>
internal static class Marks
{
    public static IEnumerable<(string Namespace, string Name)> In(string text)
    {
        for (int open = text.IndexOf(TypeRef.Open); open >= 0; open = text.IndexOf(TypeRef.Open, open + 1))
        {
            int separator = text.IndexOf(TypeRef.Separator, open);
            int close = text.IndexOf(TypeRef.Close, separator);
            yield return (text.Substring(open + 1, separator - open - 1), text.Substring(separator + 1, close - separator - 1));
        }
    }

    public static string Replace(string text, Func<string, string, string> replacement)
    {
        var result = new StringBuilder(text.Length);
        int end = 0;
        for (int open = text.IndexOf(TypeRef.Open); open >= 0; open = text.IndexOf(TypeRef.Open, end))
        {
            int separator = text.IndexOf(TypeRef.Separator, open);
            int close = text.IndexOf(TypeRef.Close, separator);
            result.Append(text, end, open - end);
            result.Append(replacement(text.Substring(open + 1, separator - open - 1), text.Substring(separator + 1, close - separator - 1)));
            end = close + 1;
        }

        return result.Append(text, end, text.Length - end).ToString();
    }
}
