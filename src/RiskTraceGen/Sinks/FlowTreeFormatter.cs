using System.Globalization;

namespace RiskTraceGen;

/// <summary>
/// Writes a flow as a tree, a line for each step and, below it, one for each thing that was recorded with it. Invariant culture; text that came from
/// outside has its control characters escaped. Immutable and thread safe.
/// </summary>
/// <param name="options">How to write.</param>
public sealed class FlowTreeFormatter(FlowTreeOptions options)
{
    /// <summary>Writes the whole flow.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="level">
    /// At <see cref="TraceLevel.All"/> everything, with the stacks of exceptions; below, checks that passed and rules that passed without doing anything
    /// are only counted.
    /// </param>
    /// <returns>Lines, the last one ended too.</returns>
    public string Format(FlowTrace flow, TraceLevel level = TraceLevel.All)
    {
        ArgumentNullException.ThrowIfNull(flow);
        string prefix = flow.Id == 0 ? "[Tracer] " : string.Create(CultureInfo.InvariantCulture, $"[Flow-{flow.Id}] ");
        var lines = new FlowTreeLines(options, prefix);
        if (!flow.IsAddition && (flow.Steps.Count == 0 || flow.Steps[0].Kind != StepKind.FlowStart))
            lines.Note("FLOW_START", flow.StartUtc, flow.IsContinuation ? "its beginning was shown before, unfinished" : "no start recorded");

        int passed = 0;
        int left = 0;
        for (int i = 0; i < flow.Steps.Count; i++)
        {
            TraceStep step = flow.Steps[i];
            // What a rule does directly stands at the left, as the rule does; what its handlers do in turn is indented.
            if (step.Depth == 0)
                left = step.Kind == StepKind.RiskEval ? 1 : 0;

            int indent = Math.Max(0, step.Depth - left);
            if (level < TraceLevel.All && Passed(flow.Steps, i))
            {
                passed++;
                continue;
            }

            lines.Step(step, indent);
            AppendDetails(lines, step, indent, level);
            if (step.Kind == StepKind.FlowEnd && passed > 0)
                lines.Detail(indent, "passed", string.Create(CultureInfo.InvariantCulture, $"{passed} {(passed == 1 ? "step" : "steps")}, not shown"));
        }

        if (flow is { IsAddition: false, Completed: false, Abandoned: false })
            lines.Note("FLOW_END", flow.Steps.Count == 0 ? flow.StartUtc : flow.Steps[^1].Time, StepText.NoEnd);

        return lines.ToString();
    }

    private static void AppendDetails(FlowTreeLines lines, TraceStep step, int indent, TraceLevel level)
    {
        if (step.Kind is StepKind.RiskEval or StepKind.HookExec)
        {
            string took = step.Duration is { } duration ? $" in {DurationText.Of(duration)}" : "";
            // A hook that nothing handled says so in its text.
            if (!step.Text.EndsWith(step.Outcome, StringComparison.Ordinal))
                lines.Detail(indent, step.Kind == StepKind.RiskEval ? "verdict" : "outcome", step.Outcome + took);
        }

        // The text of a check says its fields.
        if (step.Kind != StepKind.EvalDetail)
        {
            foreach (TraceField field in step.Fields)
                lines.Detail(indent, field.Name, TraceText.Of(field.Value));
        }

        if (step.Exception is not { } exception)
            return;

        lines.Detail(indent, "exception", $"{exception.Type}: {exception.Message}");
        if (level == TraceLevel.All)
            lines.Stack(indent, exception.Stack);
    }

    private static bool Passed(IReadOnlyList<TraceStep> steps, int index)
    {
        TraceStep step = steps[index];
        if (step.Kind == StepKind.EvalDetail)
            return !step.Failed;
        if (step.Kind != StepKind.RiskEval || step.Outcome != StepText.Pass)
            return false;

        // A rule that passed is shown when something below it is.
        for (int i = index + 1; i < steps.Count && steps[i].Depth > step.Depth; i++)
            if (!Passed(steps, i))
                return false;

        return true;
    }
}
