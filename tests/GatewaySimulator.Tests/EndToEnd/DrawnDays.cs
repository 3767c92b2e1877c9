using System.Globalization;
using TradingBot.Hosting;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>Which days are drawn, and how long they are: RISKTRACE_GATEWAY_SEEDS makes them as many as it says (<c>50</c>), or those it names (<c>7-9</c>), RISKTRACE_GATEWAY_EVENTS as long.</summary>
internal static class DrawnDays
{
    /// <summary>How many price updates a day has.</summary>
    public static int Events { get; } = Number(Environment.GetEnvironmentVariable("RISKTRACE_GATEWAY_EVENTS") ?? "3000");

    /// <summary>What the days are drawn from.</summary>
    public static TheoryData<int> Seeds(params int[] byDefault)
    {
        if (Environment.GetEnvironmentVariable("RISKTRACE_GATEWAY_SEEDS") is not { } asked)
            return [.. byDefault];
        string[] range = asked.Split('-');
        int first = range.Length > 1 ? Number(range[0]) : 1;
        return [.. Enumerable.Range(first, Number(range[^1]) - first + 1)];
    }

    /// <summary>A day that failed, or that a signal to the test's process cut short, says nothing about its end.</summary>
    public static void CheckEnd(BotRun run)
    {
        Assert.Null(run.Failure);
        Assert.False(run.WasInterrupted, "somebody stopped the run before the day was over");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
