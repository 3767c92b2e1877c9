using System.Text.Json;

namespace RiskTraceGen.Tool.Output;

/// <summary>A verification as JSON.</summary>
internal static class VerdictJson
{
    /// <summary>What was found.</summary>
    public static void Write(Utf8JsonWriter json, JournalVerdict verdict)
    {
        json.WriteBoolean("ok", verdict.IsOk);
        json.WriteNumber("records", verdict.Records);
        json.WriteNumber("segments", verdict.Segments);
        json.WriteNumber("bytes_left", verdict.Left.Total);
        json.WriteString("left", verdict.Left.ToString());
        json.WriteString("head", verdict.Head);
        WriteTexts(json, "damages", verdict.Damages);
        WriteTexts(json, "notes", verdict.Notes);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
