namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>What a build took, in milliseconds.</summary>
/// <param name="Clock">By the clock.</param>
/// <param name="Processor">Of all processors together, which other programs disturb less.</param>
/// <param name="Analyzers">Within the code of analyzers, as <c>ReportAnalyzer</c> counts it: each for itself, without what the compiler does to call them.</param>
internal readonly record struct BuildTime(double Clock, double Processor, double Analyzers);
