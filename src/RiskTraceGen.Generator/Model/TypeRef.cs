using System.Text;

namespace RiskTraceGen.Generator.Model;

/// <summary>
/// A type as source text in which every name is marked with its namespace. The marks stay in emitted text until the linker, which sees
/// all names of a file, replaces each with its shortest form that means the same type.
/// </summary>
/// <param name="Text">The marked text.</param>
/// <param name="CanBeArgument">Whether it can be a type argument: not said of every type, but of those that are used as one.</param>
internal readonly record struct TypeRef(string Text, bool CanBeArgument = true)
{
    // Control characters: they cannot stand in an identifier, and string literals escape them.
    internal const char Open = '\u0001';
    internal const char Separator = '\u0002';
    internal const char Close = '\u0003';

    /// <summary>A type of a namespace (empty for the global one), without type arguments.</summary>
    public static TypeRef Of(string typeNamespace, string name) => new(Marked(typeNamespace, name));

    public static string Marked(string typeNamespace, string name) => $"{Open}{typeNamespace}{Separator}{name}{Close}";

    /// <summary>The same type with type arguments.</summary>
    public TypeRef With(params TypeRef[] arguments) => new($"{Text}<{string.Join(", ", arguments)}>");

    /// <summary>The text without namespaces, as for a message or a trace.</summary>
    public string Short => Unmarked(qualified: false);

    /// <summary>The text with namespaces: unique in a compilation.</summary>
    public string Full => Unmarked(qualified: true);

    /// <summary>The type as a comment refers to it: an XML element. A <c>cref</c> cannot name a type with type arguments.</summary>
    public string Reference
        => Text.IndexOfAny(['<', '?', '[', '(']) < 0 ? $"<see cref=\"{Text}\"/>" : $"<c>{Short.Replace("<", "&lt;").Replace(">", "&gt;")}</c>";

    public override string ToString() => Text;

    private string Unmarked(bool qualified)
    {
        var text = new StringBuilder(Text.Length);
        for (int i = 0; i < Text.Length; i++)
        {
            if (Text[i] != Open)
            {
                if (Text[i] != Close)
                    text.Append(Text[i]);
                continue;
            }

            int separator = Text.IndexOf(Separator, i);
            if (qualified && separator > i + 1)
                text.Append(Text, i + 1, separator - i - 1).Append('.');
            i = separator;
        }

        return text.ToString();
    }
}
