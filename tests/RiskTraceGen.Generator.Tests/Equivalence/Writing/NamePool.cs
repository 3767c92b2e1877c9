namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Names, each given once.</summary>
internal sealed class NamePool(Draw draw, params IReadOnlyList<string> names)
{
    /// <summary>The names of parameters: keywords, letters from elsewhere, and what generated code calls its own.</summary>
    public static IReadOnlyList<string> Parameters { get; } =
    [
        "size", "side", "quote", "item", "@event", "@class", "größe", "цена", "value", "attempt", "exception", "writer", "broker", "result", "Flow", "_broker", "flow", "failure", "returned",
        "TracePoints", "brokerAttempt", "list", "depth", "call",
    ];

    public static IReadOnlyList<string> Members { get; } =
        ["Place", "Cancel", "Quote", "Close", "Find", "Modify", "@checked", "@lock", "Größe", "Цена", "Begin", "End", "Trace", "Write"];

    private readonly Stack<string> _left = new(draw.Shuffled(names));

    public string Next() => _left.Pop();

    public static bool IsEscaped(string name) => name[0] == '@';

    public static bool IsForeign(string name) => name.Any(letter => letter > 127);

    /// <summary>Whether generated code has something of that name too.</summary>
    public static bool IsGenerated(string name) => name is not ("size" or "side" or "quote" or "item") && !IsEscaped(name) && !IsForeign(name);
}
