using System.Text;

namespace RiskTraceGen.Generator.Model;

/// <summary>
/// Emitted text with its marked names. They are found once, and each is made a string of its own once, though a text speaks of a type many times. Equal to
/// another one with the same text.
/// </summary>
internal sealed class MarkedText : IEquatable<MarkedText>
{
    private const int None = -1;

    private readonly string _text;
    private readonly List<(string Namespace, string Name)> _names = [];

    // Where each mark stands, and which of the names it is.
    private readonly List<(int Open, int Close, int Name)> _places = [];

    // The names with a hash, chained from the last: most hashes have one.
    private readonly Dictionary<int, int> _lastOfHash = [];
    private readonly List<int> _before = [];
    private readonly HashSet<string> _qualifying = new(StringComparer.Ordinal);

    public MarkedText(string text)
    {
        _text = text;
        for (int open = text.IndexOf(TypeRef.Open); open >= 0; open = text.IndexOf(TypeRef.Open, open + 1))
        {
            int close = text.IndexOf(TypeRef.Close, open);
            int name = NameAt(open, close);
            _places.Add((open, close, name));
            if (close + 1 < text.Length && text[close + 1] == '.')
                _qualifying.Add(_names[name].Name);
        }
    }

    /// <summary>The names, each once, in the order in which the text has them.</summary>
    public IReadOnlyList<(string Namespace, string Name)> Names => _names;

    /// <summary>Whether a member of a type of that name is spoken of.</summary>
    public bool Qualifies(string name) => _qualifying.Contains(name);

    /// <summary>Appends the text with something in place of each mark.</summary>
    /// <param name="result">What it is appended to.</param>
    /// <param name="replacements">What stands in place of each of the names.</param>
    public void AppendTo(StringBuilder result, IReadOnlyList<string> replacements)
    {
        int end = 0;
        foreach ((int open, int close, int name) in _places)
        {
            result.Append(_text, end, open - end).Append(replacements[name]);
            end = close + 1;
        }

        result.Append(_text, end, _text.Length - end);
    }

    /// <summary>The text with every name written out with its namespace, which means the same wherever it stands.</summary>
    public string Qualified()
    {
        StringBuilder result = TextBuffer.Take();
        AppendTo(result, [.. _names.Select(name => Qualified(name.Namespace, name.Name))]);
        return GrantedName.In(TextBuffer.Finish(result), default);
    }

    /// <summary>The text with names that generated types get in place of those that they wish for.</summary>
    public MarkedText With(EquatableArray<GrantedName> granted) => WishedName.IsIn(_text) ? new MarkedText(GrantedName.In(_text, granted)) : this;

    /// <summary>A name written out.</summary>
    public static string Qualified(string typeNamespace, string name)
        => typeNamespace.Length == 0 ? $"global::{AttributeName.Written(name)}" : $"global::{typeNamespace}.{AttributeName.Written(name)}";

    public bool Equals(MarkedText? other) => other is not null && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as MarkedText);

    public override int GetHashCode() => _text.GetHashCode();

    private int NameAt(int open, int close)
    {
        int hash = 17;
        for (int place = open + 1; place < close; place++)
            hash = unchecked((hash * 31) + _text[place]);

        if (!_lastOfHash.TryGetValue(hash, out int last))
            last = None;
        for (int name = last; name != None; name = _before[name])
            if (Is(_names[name], open, close))
                return name;

        int separator = _text.IndexOf(TypeRef.Separator, open);
        _lastOfHash[hash] = _names.Count;
        _before.Add(last);
        _names.Add((_text.Substring(open + 1, separator - open - 1), _text.Substring(separator + 1, close - separator - 1)));
        return _names.Count - 1;
    }

    private bool Is((string Namespace, string Name) known, int open, int close)
        => close - open - 2 == known.Namespace.Length + known.Name.Length
            && string.CompareOrdinal(_text, open + 1, known.Namespace, 0, known.Namespace.Length) == 0
            && _text[open + 1 + known.Namespace.Length] == TypeRef.Separator
            && string.CompareOrdinal(_text, close - known.Name.Length, known.Name, 0, known.Name.Length) == 0;
}
