using System.Globalization;
using System.Text.Json;

namespace TradingBot.Configuration;

/// <summary>A settings file that is no JSON.</summary>
internal static class UnreadableSettings
{
    private const string WhereJsonSaysIt = " LineNumber:";

    /// <summary>What to tell of it: which file, where in it, what is wrong and what to do.</summary>
    /// <param name="exception">What reading it threw; its message names the file.</param>
    public static InvalidSettingException Of(InvalidDataException exception)
        => new($"{exception.Message} {What(exception.InnerException)} Correct the file and start the bot again.", exception);

    private static string What(Exception? reason) => reason switch
    {
        null => "It is no JSON.",
        JsonException { LineNumber: { } line, BytePositionInLine: { } column } json
            => string.Create(CultureInfo.InvariantCulture, $"Line {line + 1}, column {column + 1}: {json.Message.Split(WhereJsonSaysIt)[0]}"),
        { InnerException: { } inner } => What(inner),
        _ => reason.Message,
    };
}
