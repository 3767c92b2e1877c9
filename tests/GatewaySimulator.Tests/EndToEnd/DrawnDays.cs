using System.Globalization;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>How many days are drawn, and how long they are: RISKTRACE_GATEWAY_SEEDS makes them as many as it says, RISKTRACE_GATEWAY_EVENTS as long.</summary>
internal static class DrawnDays
{
    /// <summary>How many price updates a day has.</summary>
    public static int Events { get; } = FromEnvironment("RISKTRACE_GATEWAY_EVENTS", 3_000);

    /// <summary>What the days are drawn from.</summary>
    public static TheoryData<int> Seeds(int byDefault) => [.. Enumerable.Range(1, FromEnvironment("RISKTRACE_GATEWAY_SEEDS", byDefault))];

    private static int FromEnvironment(string name, int byDefault)
        => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : byDefault;
}
