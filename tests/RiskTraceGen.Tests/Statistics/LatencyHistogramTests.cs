using CsCheck;

namespace RiskTraceGen.Tests;

public sealed class LatencyHistogramTests
{
    private const long Hour = 3_600_000_000_000;

    // Every power of two is as likely as any other.
    private static readonly Gen<long> Latency = Gen.Double[2, 12.5563].Select(exponent => Math.Clamp((long)Math.Pow(10, exponent), 100, Hour));

    [Fact]
    public void Every_percentile_is_within_one_percent()
        => Gen.Select(Latency.Array[1, 300], Gen.Double[0, 1]).Sample((latencies, share) =>
        {
            var histogram = new LatencyHistogram();
            foreach (long latency in latencies)
                histogram.Record(latency);

            Array.Sort(latencies);
            long exact = latencies[Math.Max(0, (int)Math.Ceiling(share * latencies.Length) - 1)];
            return Math.Abs(histogram.Percentile(share) - exact) <= exact * 0.01
                && histogram.Count == latencies.Length
                && histogram.Max == latencies[^1]
                && histogram.Percentile(1) <= histogram.Max;
        });

    [Fact]
    public void The_ends_of_the_range_hold()
    {
        foreach (long latency in (long[])[0, 1, 100, 127, 128, 129, (1L << 41) - 1, 1L << 41, Hour])
        {
            var histogram = new LatencyHistogram();
            histogram.Record(latency);
            Assert.InRange(histogram.Percentile(0.5), latency * 0.99, latency * 1.01);
        }
    }

    [Fact]
    public void Beyond_the_range_nothing_throws()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(long.MaxValue);
        histogram.Record(-5);

        Assert.Equal(0, histogram.Percentile(0.5));
        Assert.Equal(long.MaxValue, histogram.Percentile(1));
    }

    [Fact]
    public void Without_latencies_percentiles_are_zero() => Assert.Equal(0, new LatencyHistogram().Percentile(0.99));
}
