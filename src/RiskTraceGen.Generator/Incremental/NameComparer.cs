namespace RiskTraceGen.Generator.Incremental;

/// <summary>Programs are the same while their types have the same names: what is only looked up by name is looked up in the first of them.</summary>
internal sealed class NameComparer : IEqualityComparer<AnnotatedProgram>
{
    public static NameComparer Instance { get; } = new();

    public bool Equals(AnnotatedProgram one, AnnotatedProgram other) => one.Files.HasTheNamesOf(other.Files);

    public int GetHashCode(AnnotatedProgram program) => program.Compilation.AssemblyName?.GetHashCode() ?? 0;
}
