using System.Text.Json;

namespace RiskTraceGen;

/// <summary>Flows as JSON. Names are in snake case; durations in microseconds; times in UTC.</summary>
internal static class FlowJson
{
    /// <summary>A flow with everything that was recorded of it.</summary>
    public static void WriteWhole(Utf8JsonWriter json, FlowTrace flow)
    {
        WriteHead(json, flow);
        json.WriteStartArray("steps");
        foreach (TraceStep step in flow.Steps)
            WriteStep(json, step);
        json.WriteEndArray();
    }

    /// <summary>A flow without its steps.</summary>
    public static void WriteHead(Utf8JsonWriter json, FlowTrace flow)
    {
        json.WriteNumber("flow", flow.Id);
        json.WriteString("type", flow.Type);
        json.WriteString("trigger", flow.Trigger);
        json.WriteString("start", flow.StartUtc.UtcDateTime);
        WriteDuration(json, flow.Duration);
        json.WriteString("state", flow.Completed ? "completed" : flow.Abandoned ? "abandoned" : flow.IsAddition ? "addition" : "unfinished");
        json.WriteString("result", flow.Result);
        if (flow.Worst is { } worst)
            json.WriteString("worst", StepText.Of(worst));
        else
            json.WriteNull("worst");
        json.WriteNumber("total_steps", flow.TotalSteps);
        json.WriteNumber("left_out", flow.LeftOut);
    }

    private static void WriteStep(Utf8JsonWriter json, TraceStep step)
    {
        json.WriteStartObject();
        json.WriteString("kind", step.KindName);
        json.WriteString("name", step.Name);
        json.WriteString("text", step.Text);
        json.WriteString("time", step.Time.UtcDateTime);
        WriteDuration(json, step.Duration);
        json.WriteString("outcome", step.Outcome);
        json.WriteBoolean("failed", step.Failed);
        json.WriteBoolean("late", step.Late);
        json.WriteNumber("depth", step.Depth);
        json.WriteNumber("span", step.SpanId);
        json.WriteNumber("parent", step.ParentId);
        json.WriteStartObject("fields");
        foreach (TraceField field in WithoutRepeats(step.Fields))
        {
            json.WritePropertyName(field.Name);
            ValueJson.Write(json, field.Value);
        }

        json.WriteEndObject();
        if (step.Exception is { } exception)
        {
            json.WritePropertyName("exception");
            ValueJson.Write(json, exception);
        }

        json.WriteEndObject();
    }

    private static void WriteDuration(Utf8JsonWriter json, TimeSpan? duration)
    {
        if (duration is { } took)
            json.WriteNumber("duration_us", took.TotalMicroseconds);
        else
            json.WriteNull("duration_us");
    }

    // A parameter may be called as a result is; readers of JSON keep but one of two members with one name.
    private static IEnumerable<TraceField> WithoutRepeats(IReadOnlyList<TraceField> fields)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (TraceField field in fields)
        {
            string name = field.Name;
            for (int number = 2; !names.Add(name); number++)
                name = $"{field.Name}_{number}";
            yield return field with { Name = name };
        }
    }
}
