using System.Text.Json;

namespace RiskTraceGen;

/// <summary>Recorded values as JSON: numbers, texts, lists and objects as such, everything else as the text that trees show.</summary>
internal static class ValueJson
{
    /// <summary>Writes one value.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case sbyte or byte or short or ushort or int or uint or long: json.WriteNumberValue(Convert.ToInt64(value, null)); break;
            case ulong number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            // JSON has no infinities and no NaN.
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case TraceObject compound: WriteObject(json, compound); break;
            case TraceList list: WriteList(json, list); break;
            case TraceException exception: WriteException(json, exception); break;
            default: json.WriteStringValue(TraceText.Of(value)); break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, TraceObject value)
    {
        json.WriteStartObject();
        json.WriteString("$type", value.Type);
        foreach (TraceField field in value.Fields)
        {
            json.WritePropertyName(field.Name);
            Write(json, field.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, TraceList list)
    {
        json.WriteStartObject();
        json.WriteNumber("count", list.Count);
        json.WriteStartArray("elements");
        foreach (object? element in list.Elements)
            Write(json, element);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteException(Utf8JsonWriter json, TraceException exception)
    {
        json.WriteStartObject();
        json.WriteString("type", exception.Type);
        json.WriteString("message", exception.Message);
        json.WriteString("stack", exception.Stack);
        json.WriteEndObject();
    }
}
