using System.Globalization;

namespace RiskTraceGen;

/// <summary>Durations as a person reads them: <c>1.9 ms</c>.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan duration)
    {
        double microseconds = duration.TotalMicroseconds;
        return Math.Abs(microseconds) switch
        {
            < 1_000 => With(microseconds, "µs"),
            < 1_000_000 => With(microseconds / 1_000, "ms"),
            < 3_600_000_000 => With(microseconds / 1_000_000, "s"),
            _ => With(microseconds / 3_600_000_000, "h"),
        };
    }

    private static string With(double value, string unit)
        => value.ToString(Math.Abs(value) < 100 ? "0.#" : "0", CultureInfo.InvariantCulture) + " " + unit;
}
