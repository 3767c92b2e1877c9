namespace RiskTraceGen.Benchmarks.Compiler;

/// <summary>What is said of several rounds: medians, and for two subjects the median of the ratios within a round.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public static double Ratio(IEnumerable<double> ours, IEnumerable<double> theirs)
        => Median(ours.Zip(theirs, (mine, other) => mine / other));
}
