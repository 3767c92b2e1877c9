using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace TradingBot.Configuration;

/// <summary>Says in plain words why JSON is not what it should be. The serializer names types of the program, which tell nobody what to write.</summary>
internal static partial class MisfitJson
{
    private const int LongestValue = 40;

    /// <summary>What is wrong at the place where reading stopped; null if the text is no JSON at all, and the reader's own words say enough.</summary>
    /// <param name="text">What was read.</param>
    /// <param name="exception">What reading it threw.</param>
    /// <param name="shape">What it should be.</param>
    public static string? What(byte[] text, JsonException exception, JsonTypeInfo shape)
    {
        if (exception.Path is not { } path)
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return What(document.RootElement, path, shape);
        }
        catch (JsonException)
        {
            return Surplus(text, exception);
        }
    }

    /// <summary>
    /// What other programs let pass, and people write by habit: the reader's own words of it are for programmers. Null if it is something else.
    /// </summary>
    private static string? Surplus(byte[] text, JsonException exception)
    {
        // A character for each byte, as places count bytes.
        string all = Encoding.Latin1.GetString(text);
        int place = all.Split('\n').Take((int)(exception.LineNumber ?? 0)).Sum(static line => line.Length + 1) + (int)(exception.BytePositionInLine ?? 0);
        return all[Math.Min(place, all.Length)..] switch
        {
            ['/', '/' or '*', ..] => "a comment begins here, and this file takes none: take it out",
            [']' or '}', ..] when all[..place].TrimEnd().EndsWith(',') => "nothing follows on the comma before this: take it out",
            _ => null,
        };
    }

    private static string What(JsonElement element, string path, JsonTypeInfo shape)
    {
        string where = "";
        foreach (Match step in Steps().Matches(path))
        {
            string name = step.Groups["name"].Value;
            if (step.Groups["index"] is { Success: true, Value: var index })
            {
                (element, shape, where) = (element[int.Parse(index, CultureInfo.InvariantCulture)], Shape(shape, shape.ElementType!), $"{where}[{index}]");
                continue;
            }

            JsonPropertyInfo? property = shape.Properties.FirstOrDefault(property => property.Name == name);
            if (property is null)
                return $"{Named(where)} has no '{name}'; it has {Names(shape.Properties)}";
            (element, shape, where) = (element.GetProperty(name), Shape(shape, property.PropertyType), where.Length == 0 ? name : $"{where}.{name}");
        }

        if (shape.Kind != JsonTypeInfoKind.Object || element.ValueKind != JsonValueKind.Object)
            return $"{Named(where)} is {Shown(element)}; expected {Expected(shape)}";
        JsonElement found = element;
        JsonPropertyInfo[] missing = [.. shape.Properties.Where(
            property => !found.TryGetProperty(property.Name, out _) && property.AssociatedParameter is not { HasDefaultValue: true })];
        return missing.Length > 0
            ? $"{Named(where)} lacks {Names(missing)}"
            : $"{Named(where)} has null for {Names(shape.Properties.Where(property => !property.IsSetNullable && found.TryGetProperty(property.Name, out JsonElement value) && value.ValueKind == JsonValueKind.Null))}";
    }

    private static string Named(string where) => where.Length == 0 ? "the file" : where;

    private static string Names(IEnumerable<JsonPropertyInfo> properties) => string.Join(", ", properties.Select(property => property.Name));

    private static JsonTypeInfo Shape(JsonTypeInfo parent, Type type) => parent.Options.GetTypeInfo(type);

    private static string Expected(JsonTypeInfo shape) => shape.Kind switch
    {
        JsonTypeInfoKind.Object => $"an object with {Names(shape.Properties)}",
        JsonTypeInfoKind.None => ExpectedValue.Of(Nullable.GetUnderlyingType(shape.Type) ?? shape.Type),
        _ => "a list",
    };

    private static string Shown(JsonElement element)
        => element.GetRawText() is { Length: > LongestValue } text ? $"{text[..LongestValue]}…" : element.GetRawText();

    [GeneratedRegex(@"\.(?<name>[^.\[\]]+)|\['(?<name>[^']*)'\]|\[(?<index>\d+)\]")]
    private static partial Regex Steps();
}
