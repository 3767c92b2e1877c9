namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>A program that does something else when it is traced, or is traced wrongly.</summary>
/// <param name="Program">The program.</param>
/// <param name="Text">What the difference is.</param>
internal sealed record Difference(RandomProgram Program, string Text)
{
    /// <summary>Whether it could not be run, because it did not compile.</summary>
    public bool IsOfCompiling { get; init; }

    public override string ToString() => $"{Text}\n{Program}";
}
