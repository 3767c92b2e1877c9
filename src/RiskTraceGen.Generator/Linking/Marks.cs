using System.Text;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Linking;

/// <summary>The marked names in emitted text: found once, and each made a string of its own once, though a text speaks of a type many times.</summary>
internal sealed class Marks
{
    private readonly string _text;
    private readonly List<(string Namespace, string Name)> _names = [];

    // Where each mark stands, and which of the names it is.
    private readonly List<(int Open, int Close, int Name)> _places = [];
    private readonly Dictionary<int, List<int>> _known = [];

    public Marks(string text)
    {
        _text = text;
        for (int open = text.IndexOf(TypeRef.Open); open >= 0; open = text.IndexOf(TypeRef.Open, open + 1))
        {
            int close = text.IndexOf(TypeRef.Close, open);
            _places.Add((open, close, NameAt(open, close)));
        }
    }

    /// <summary>The names, each once, in the order in which the text has them.</summary>
    public IReadOnlyList<(string Namespace, string Name)> Names => _names;

    /// <summary>Appends the text with something in place of each mark.</summary>
    public void AppendTo(StringBuilder result, Func<string, string, string> replacement)
    {
        string[] replacements = [.. _names.Select(name => replacement(name.Namespace, name.Name))];
        int end = 0;
        foreach ((int open, int close, int name) in _places)
        {
            result.Append(_text, end, open - end).Append(replacements[name]);
            end = close + 1;
        }

        result.Append(_text, end, _text.Length - end);
    }

    private int NameAt(int open, int close)
    {
        int hash = 17;
        for (int place = open + 1; place < close; place++)
            hash = unchecked((hash * 31) + _text[place]);

        if (!_known.TryGetValue(hash, out List<int>? alike))
            _known.Add(hash, alike = []);
        foreach (int name in alike)
            if (Is(_names[name], open, close))
                return name;

        int separator = _text.IndexOf(TypeRef.Separator, open);
        _names.Add((_text.Substring(open + 1, separator - open - 1), _text.Substring(separator + 1, close - separator - 1)));
        alike.Add(_names.Count - 1);
        return _names.Count - 1;
    }

    private bool Is((string Namespace, string Name) known, int open, int close)
        => close - open - 2 == known.Namespace.Length + known.Name.Length
            && string.CompareOrdinal(_text, open + 1, known.Namespace, 0, known.Namespace.Length) == 0
            && _text[open + 1 + known.Namespace.Length] == TypeRef.Separator
            && string.CompareOrdinal(_text, close - known.Name.Length, known.Name, 0, known.Name.Length) == 0;
}
