namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Where a parameter may stand.</summary>
internal enum Place
{
    Anywhere,
    AmongTheOptional,
    Last,
}

/// <summary>
/// A parameter: how it is declared, given and looked at. In the texts stands <c>{p}</c> for its name, <c>{n}</c> for its name in notes, <c>{l}</c> for a local of the
/// caller, and <c>{T}</c> for a type parameter.
/// </summary>
/// <param name="Shape">What it is an example of.</param>
/// <param name="Declaration">Modifiers, type and name.</param>
/// <param name="Argument">What the caller gives.</param>
/// <param name="Body">What the broker does with it.</param>
internal sealed record Parameter(Shape Shape, string Declaration, string Argument, string Body)
{
    public Place Place { get; init; }

    /// <summary>The value of an optional one.</summary>
    public string? Default { get; init; }

    /// <summary>What the caller does first.</summary>
    public string Setup { get; init; } = "";

    /// <summary>What the caller looks at afterwards, also when the call threw.</summary>
    public string Afterwards { get; init; } = "";

    /// <summary>Whether an async method may have it.</summary>
    public bool AllowsAsync { get; init; } = true;

    /// <summary>Whether the caller's call can be bound late.</summary>
    public bool AllowsLateBinding { get; init; } = true;

    public IReadOnlyList<string> TypeParameters { get; init; } = [];

    public IReadOnlyList<string> TypeArguments { get; init; } = [];

    public string Constraint { get; init; } = "";

    /// <summary>Whether a result may be of its type.</summary>
    public bool IsReturnable { get; init; }

    public Behaviour? Behaviour { get; init; }
}
