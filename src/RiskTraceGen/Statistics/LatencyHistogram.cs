using System.Numerics;

namespace RiskTraceGen;

/// <summary>
/// A distribution of latencies in fixed memory: 64 equal buckets for each power of two, as HDR histograms have them, so that a value read back is within
/// 1 % of the one recorded. For one thread.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 6;
    private const int SubBuckets = 1 << SubBucketBits;

    // Values below this are their own bucket; the last power of two begins at 2^41 ns, 37 minutes, and reaches beyond an hour.
    private const int Exact = SubBuckets * 2;
    private const int HighestBit = 41;
    private const int Buckets = Exact + (HighestBit - SubBucketBits) * SubBuckets;

    private readonly long[] _counts = new long[Buckets];

    public long Count { get; private set; }

    /// <summary>The greatest value, exactly, in nanoseconds.</summary>
    public long Max { get; private set; }

    /// <summary>Adds a latency in nanoseconds; negative ones, which a clock that was set can make, count as 0.</summary>
    public void Record(long nanoseconds)
    {
        long value = Math.Max(0, nanoseconds);
        _counts[IndexOf(value)]++;
        Count++;
        Max = Math.Max(Max, value);
    }

    /// <summary>Adds everything that another one has counted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (int i = 0; i < Buckets; i++)
            _counts[i] += other._counts[i];
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>The latency in nanoseconds that the given share of all latencies does not exceed; 0 when there is none.</summary>
    /// <param name="share">From 0 to 1.</param>
    public long Percentile(double share)
    {
        long rank = Math.Clamp((long)Math.Ceiling(share * Count), 1, Math.Max(1, Count));
        long seen = 0;
        for (int i = 0; i < Buckets; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
                return i == Buckets - 1 ? Max : Math.Min(MiddleOf(i), Max);
        }

        return 0;
    }

    private static int IndexOf(long value)
    {
        if (value < Exact)
            return (int)value;

        int shift = BitOperations.Log2((ulong)value) - SubBucketBits;
        return (int)Math.Min(Buckets - 1, (long)shift * SubBuckets + (value >> shift));
    }

    private static long MiddleOf(int index)
    {
        if (index < Exact)
            return index;

        int shift = index / SubBuckets - 1;
        long low = (long)(index - shift * SubBuckets) << shift;
        return low + (1L << shift) / 2;
    }
}
