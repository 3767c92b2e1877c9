namespace RiskTraceGen;

/// <summary>A step on the path of a rule or hook.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The hook's or the broker call's name in traces; of a method its name, of what could not be followed its source.</param>
/// <param name="Member">Type and method: what is called, or what raises the hook.</param>
/// <param name="File">
/// Where the step stands, relative to its project: where it calls or raises; of a handler, where it is declared.
/// Empty if that is in no file, as what the library does.
/// </param>
/// <param name="Line">The line in the file, from 1; 0 if there is no file.</param>
/// <param name="Depth">How deep it stands in the tree: its parent is the nearest step before it with a smaller depth, and the rule itself at 0.</param>
public sealed record PathStep(PathStepKind Kind, string Name, string Member, string File, int Line, int Depth)
{
    /// <summary>Whether the step stands further up on the same path, where the steps below it are listed.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>
    /// The policies of a broker call; <see langword="null"/> for other steps, and for a call that is made without its wrapper, which has none.
    /// </summary>
    public BrokerCallDescriptor? Call { get; init; }

    /// <summary>When the step is taken, if not whenever its place is reached; why it could not be followed; why nothing reaches it.</summary>
    public string? Note { get; init; }
}
