using System.Globalization;

namespace TradingBot.Configuration;

/// <summary>Values as people write them, in forms that can be read in one way only.</summary>
internal static class Written
{
    private static readonly string[] Moments =
        [.. from between in (string[])["'T'", "' '"]
            from time in (string[])["HH:mm", "HH:mm:ss.FFFFFFF"]
            from offset in (string[])["zzz", "'Z'"]
            select $"yyyy-MM-dd{between}{time}{offset}"];

    /// <summary>A name of a choice. A number may be none of them, and several names are not one.</summary>
    public static bool IsChoice(Type choices, string text) => Enum.GetNames(choices).Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Year, month, day: otherwise the day may be read as the month, and a year that is not said is that of the machine.</summary>
    public static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>
    /// A date and a time with the offset from UTC: without one it would be read in the time zone of the machine, without a date on the day of the machine.
    /// </summary>
    public static bool IsMoment(string text, out DateTimeOffset moment)
        => DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
}
