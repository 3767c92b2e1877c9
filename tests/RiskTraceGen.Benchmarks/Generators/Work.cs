namespace RiskTraceGen.Benchmarks.Generators;

/// <summary>What a generator is made to do.</summary>
internal enum Work
{
    /// <summary>Its first run in a build: all outputs.</summary>
    Build,

    /// <summary>Its first run in an editor, which leaves out what only a build needs.</summary>
    Open,

    /// <summary>An edit in a file without annotations, in an editor.</summary>
    Unrelated,

    /// <summary>An edit in a file with annotations, above all of them, in an editor.</summary>
    SameFile,

    /// <summary>An edit of one annotated member, in an editor.</summary>
    Member,
}
