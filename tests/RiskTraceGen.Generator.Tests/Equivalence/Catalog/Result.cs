namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>How the result of a call comes, and so what a broker can do in it.</summary>
internal enum Arrival
{
    /// <summary>With the return of the method.</summary>
    AtOnce,

    /// <summary>With a task.</summary>
    ByTask,

    /// <summary>With what is enumerated.</summary>
    ByStream,
}

/// <summary>What a member returns: <c>{t}</c> stands for the type of its value, <c>{e}</c> for the answer, and <c>{call}</c> for the call.</summary>
/// <param name="Shape">What it is an example of.</param>
/// <param name="Type">The return type.</param>
/// <param name="Return">How the broker returns its answer.</param>
/// <param name="Observer">How the caller looks at it: a method of the log.</param>
/// <param name="Arrival">How it comes.</param>
internal sealed record Result(Shape Shape, string Type, string Return, string Observer, Arrival Arrival)
{
    /// <summary>The only value it can have; null if it takes that of any type.</summary>
    public ResultValue? Fixed { get; init; }

    /// <summary>How the caller makes the call within a lambda.</summary>
    public string Call { get; init; } = "return {call};";

    /// <summary>Whether the broker's method may be async.</summary>
    public bool AllowsAsync { get; init; }

    /// <summary>Whether an annotated member of this kind is recorded.</summary>
    public bool IsTraced { get; init; } = true;
}

/// <summary>A value that a member returns.</summary>
/// <param name="Shape">What it is an example of.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">The expression that makes it.</param>
internal sealed record ResultValue(Shape Shape, string Type, string Value);
