using System.Text;

namespace RiskTraceGen.Generator.Model;

/// <summary>The name of a generated type that does not get the one it wishes for.</summary>
internal sealed record GrantedName(string Wished, string Granted)
{
    /// <summary>Text with what is granted in place of what is wished.</summary>
    public static string In(string text, EquatableArray<GrantedName> granted)
    {
        if (!WishedName.IsIn(text))
            return text;

        foreach (GrantedName name in granted)
            text = text.Replace(name.Wished, name.Granted);
        StringBuilder result = TextBuffer.Take();
        int end = 0;
        for (int open = text.IndexOf(WishedName.Open); open >= 0; open = text.IndexOf(WishedName.Open, end))
        {
            result.Append(text, end, open - end);
            end = text.IndexOf(WishedName.Close, open) + 1;
        }

        return TextBuffer.Finish(result.Append(text, end, text.Length - end));
    }
}
