using System.Globalization;
using System.Text.Json;

namespace RiskTraceGen.Tool.Output;

/// <summary>A flow as one line of a list.</summary>
internal static class FlowRow
{
    /// <summary>What stands in which column.</summary>
    public const string Heading = "FLOW         STARTED (UTC)            DURATION  TRIGGER → RESULT (BREACHED)";

    /// <summary>The line.</summary>
    public static string Of(FlowTrace flow)
    {
        string name = flow.Id == 0 ? "Tracer" : string.Create(CultureInfo.InvariantCulture, $"Flow-{flow.Id}");
        string duration = flow.Duration is { } took ? DurationText.Of(took) : "";
        string breached = string.Join(", ", BreachedRules(flow));
        return string.Create(
            CultureInfo.InvariantCulture, $"{name,-12} {flow.StartUtc:yyyy-MM-dd HH:mm:ss.fff} {duration,9}  {TriggerOf(flow)} → {OutcomeOf(flow)}")
            + (flow.Worst == RuleSeverity.Error ? $" {StepText.Of(RuleSeverity.Error)}" : "")
            + (breached.Length > 0 ? $" ({breached})" : "");
    }

    /// <summary>The same as JSON.</summary>
    public static void Write(Utf8JsonWriter json, FlowTrace flow)
    {
        FlowJson.WriteHead(json, flow);
        json.WriteStartArray("breached");
        foreach (string rule in BreachedRules(flow))
            json.WriteStringValue(rule);
        json.WriteEndArray();
    }

    /// <summary>Red where a person should look.</summary>
    public static LineColor ColorOf(FlowTrace flow) => flow.Abandoned || flow.Steps.Any(NeedsAttention) ? LineColor.Red : LineColor.None;

    /// <summary>How it ended.</summary>
    public static string OutcomeOf(FlowTrace flow)
        => flow.Completed ? flow.Result : flow.Abandoned ? "abandoned" : flow.IsAddition ? "recorded after its end" : StepText.NoEnd;

    /// <summary>The rules that found a limit crossed.</summary>
    public static IEnumerable<string> BreachedRules(FlowTrace flow)
        => flow.Steps.Where(step => step.Kind == StepKind.RiskEval && step.Outcome == StepText.Of(RuleSeverity.Breach)).Select(step => step.Name).Distinct();

    private static string TriggerOf(FlowTrace flow)
        => flow.Type is FlowTrace.RuleEvaluation or "" ? flow.Trigger : flow.Trigger.Length == 0 ? flow.Type : $"{flow.Type} ({flow.Trigger})";

    private static bool NeedsAttention(TraceStep step) => step.Failed && step.Kind != StepKind.EvalDetail;
}
