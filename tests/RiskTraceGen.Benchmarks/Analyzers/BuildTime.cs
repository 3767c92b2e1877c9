namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>What a build took, in milliseconds.</summary>
/// <param name="Clock">By the clock.</param>
/// <param name="Processor">Of all processors together, which other programs disturb less.</param>
/// <param name="ByAnalyzer">Within the code of each analyzer, as <c>ReportAnalyzer</c> counts it, without what the compiler does to call it.</param>
internal sealed record BuildTime(double Clock, double Processor, IReadOnlyDictionary<string, double> ByAnalyzer)
{
    /// <summary>Within the code of all analyzers.</summary>
    public double Analyzers => ByAnalyzer.Values.Sum();
}
