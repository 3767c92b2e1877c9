namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>What looks like a secret in what is recorded.</summary>
/// <param name="Name">What it is called, after the names that lead to it.</param>
/// <param name="Where">What it is recorded with.</param>
/// <param name="Advice">What to do.</param>
internal readonly record struct Leak(string Name, string Where, string Advice);
