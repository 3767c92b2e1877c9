namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>A program in which calls go through a broker or, where <c>TRACED</c> is defined, through its wrapper.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Source">The program.</param>
/// <param name="Foreign">What stands in another assembly; may be nothing.</param>
/// <param name="EntryType">The type with <c>RunAsync(Log, RiskFlow)</c>.</param>
/// <param name="Shapes">What it is an example of as a whole.</param>
/// <param name="Calls">Its calls.</param>
internal sealed record RandomProgram(int Seed, string Source, string Foreign, string EntryType, IReadOnlyList<Shape> Shapes, IReadOnlyList<Call> Calls)
{
    public const string TracedSymbol = "TRACED";

    /// <summary>How to run just this program again, and its text.</summary>
    public override string ToString()
        => $"RISKTRACE_EQUIVALENCE_SEED={Seed} RISKTRACE_EQUIVALENCE_PROGRAMS=1\n{Source}{(Foreign.Length > 0 ? $"\n// In another assembly:\n{Foreign}" : "")}";
}
