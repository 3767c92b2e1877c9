using BenchmarkDotNet.Attributes;
using RiskTraceGen.Benchmarks.Subjects;

namespace RiskTraceGen.Benchmarks;

/// <summary>The cases of the quick table, measured at length.</summary>
[MemoryDiagnoser]
public class TracingBenchmarks
{
    private Cases _cases = null!;

    [GlobalSetup]
    public void SetUp() => _cases = new Cases();

    [GlobalCleanup]
    public void CleanUp() => _cases.Dispose();

    [Benchmark]
    public long NoTracing() => _cases.NoTracing();

    [Benchmark(Baseline = true)]
    public long TwoClockReads() => Cases.TwoClockReads();

    [Benchmark]
    public long TracedCall() => _cases.TracedCall();

    [Benchmark]
    public long TracedCallWithPolicies() => _cases.TracedCallWithPolicies();

    [Benchmark]
    public long OpenTelemetrySpan() => _cases.OpenTelemetrySpan();

    [Benchmark]
    public long ZLoggerLines() => _cases.ZLoggerLines();

    [Benchmark]
    public long RaiseFiveHooks() => _cases.RaiseFiveHooks();

    [Benchmark]
    public long DispatchToFourRules() => _cases.DispatchToFourRules();
}
