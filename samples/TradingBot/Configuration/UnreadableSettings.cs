using System.Globalization;
using System.Text.Json;

namespace TradingBot.Configuration;

/// <summary>A file that is no JSON, or not what it should be.</summary>
internal static class UnreadableSettings
{
    /// <summary>Where a message goes on with the place, counted from 0.</summary>
    private static readonly string[] _wherePlaceIsSaid = [" Path:", " LineNumber:"];

    /// <summary>What to tell of it: which file, where in it, what is wrong and what to do.</summary>
    /// <param name="exception">What reading it threw; its message names the file.</param>
    public static InvalidSettingException Of(InvalidDataException exception)
        => new($"{exception.Message} {What(exception.InnerException)} Correct the file and start the bot again.", exception);

    /// <summary>What is wrong, and where in the file: lines and columns count from 1.</summary>
    /// <param name="reason">What reading it threw.</param>
    /// <param name="words">What to say of it; null for its own words.</param>
    public static string What(Exception? reason, string? words = null) => reason switch
    {
        null => "It is no JSON.",
        JsonException { LineNumber: { } line, BytePositionInLine: { } column } json
            => string.Create(
                CultureInfo.InvariantCulture,
                $"Line {line + 1}, column {column + 1}: {words ?? json.Message.Split(_wherePlaceIsSaid, StringSplitOptions.None)[0]}"),
        { InnerException: { } inner } => What(inner, words),
        _ => reason.Message,
    };
}
