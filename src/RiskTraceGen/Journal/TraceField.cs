namespace RiskTraceGen;

/// <summary>A recorded value with its name.</summary>
/// <param name="Name">The name in snake case.</param>
/// <param name="Value">
/// <see langword="null"/>, a primitive, a string, a framework value type, a <see cref="TraceObject"/>, a <see cref="TraceList"/>, a
/// <see cref="TraceException"/> or a <see cref="TraceMark"/>.
/// </param>
public sealed record TraceField(string Name, object? Value)
{
    /// <summary>Name and value as text, in the invariant culture.</summary>
    public override string ToString() => $"{Name}: {TraceText.Of(Value)}";
}

/// <summary>A recorded object.</summary>
/// <param name="Type">The name of its type.</param>
/// <param name="Fields">Its recorded fields.</param>
public sealed record TraceObject(string Type, IReadOnlyList<TraceField> Fields)
{
    /// <summary>Type and fields as text.</summary>
    public override string ToString() => $"{Type} {{ {string.Join(", ", Fields)} }}";
}

/// <summary>A recorded list: its first elements and how many it had.</summary>
/// <param name="Count">How many elements it had.</param>
/// <param name="Elements">The recorded ones, from the first.</param>
public sealed record TraceList(int Count, IReadOnlyList<object?> Elements)
{
    /// <summary>The elements as text, and how many are left out.</summary>
    public override string ToString()
    {
        string more = Count <= Elements.Count ? "" : $"{(Elements.Count == 0 ? "" : ", ")}… ({Count} in all)";
        return $"[{string.Join(", ", Elements.Select(TraceText.Of))}{more}]";
    }
}

/// <summary>A recorded exception.</summary>
/// <param name="Type">The full name of its type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack, followed by its inner exceptions with theirs; cut where there was no room for more.</param>
public sealed record TraceException(string Type, string Message, string Stack)
{
    /// <summary>Type and message.</summary>
    public override string ToString() => $"{Type}: {Message}";
}

/// <summary>Something that stands in place of a value.</summary>
/// <param name="Text">What to show, for example <c>(redacted)</c>.</param>
public sealed record TraceMark(string Text)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
