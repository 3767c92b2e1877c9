using System.Diagnostics;

namespace RiskTraceGen.Benchmarks.Quick;

/// <summary>One row of the quick table: a case and what its rounds took.</summary>
/// <param name="name">The row's name.</param>
/// <param name="operations">Operations in a round.</param>
/// <param name="run">One operation; what it returns is kept, so that the compiler cannot drop it.</param>
/// <param name="settle">Waits, outside the measured time, until the round has no effect any more.</param>
internal sealed class QuickCase(string name, int operations, Func<long> run, Action? settle = null)
{
    private readonly List<double> _nanoseconds = [];
    private long _sink;
    private long _bytes;
    private long _measured;

    public string Name { get; } = name;

    /// <summary>The lowest tenth of the rounds ends here: what the code costs while nobody else disturbs the machine.</summary>
    public double Nanoseconds => _nanoseconds.Order().ElementAt(_nanoseconds.Count / 10);

    /// <summary>Bytes an operation, all threads of the process together.</summary>
    public double Bytes => (double)_bytes / _measured;

    public void WarmUp()
    {
        Time();
        settle?.Invoke();
    }

    public void Measure()
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        double nanoseconds = Time();
        _bytes += GC.GetTotalAllocatedBytes(precise: true) - before;
        _nanoseconds.Add(nanoseconds);
        _measured += operations;
        settle?.Invoke();
    }

    private double Time()
    {
        long sink = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < operations; i++)
            sink += run();

        double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations;
        _sink += sink;
        return nanoseconds;
    }
}
