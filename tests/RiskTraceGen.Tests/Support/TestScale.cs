using System.Globalization;

namespace RiskTraceGen.Tests;

/// <summary>How much the long tests do: bounded in CI, more when RISKTRACE_TEST_SCALE says so.</summary>
internal static class TestScale
{
    private static readonly int Factor = int.Parse(Environment.GetEnvironmentVariable("RISKTRACE_TEST_SCALE") ?? "1", CultureInfo.InvariantCulture);

    public static int Of(int count) => count * Factor;

    /// <summary>A seed that is printed, and can be given again as RISKTRACE_TEST_SEED.</summary>
    public static int Seed(ITestOutputHelper output)
    {
        int seed = Environment.GetEnvironmentVariable("RISKTRACE_TEST_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"RISKTRACE_TEST_SEED={seed}");
        return seed;
    }
}
