using System.Globalization;

namespace RiskTraceGen.Tool.Output;

/// <summary>A flow as a chain of cause: event, rule, the values it checked, its verdict, the hooks it raised, the calls it made.</summary>
internal static class CauseText
{
    private const int LabelWidth = 8;

    /// <summary>Writes the chain. Rules that passed and did nothing are only counted.</summary>
    public static void Write(Terminal terminal, FlowTrace flow)
    {
        string took = flow.Duration is { } duration ? $" in {DurationText.Of(duration)}" : "";
        terminal.WholeLine(
            string.Create(
                CultureInfo.InvariantCulture, $"Flow-{flow.Id} {flow.StartUtc:yyyy-MM-dd HH:mm:ss.ffffff} {flow.Type} → {FlowRow.OutcomeOf(flow)}{took}"),
            FlowRow.ColorOf(flow));
        int passed = 0;
        IReadOnlyList<TraceStep> steps = flow.Steps;
        for (int i = 0; i < steps.Count;)
        {
            int end = EndOf(steps, i);
            if (steps[i].Kind != StepKind.RiskEval)
                Step(terminal, steps[i++], null);
            else if (steps[i].Outcome == StepText.Pass && steps.Skip(i + 1).Take(end - i - 1).All(step => step.Kind == StepKind.EvalDetail))
                (passed, i) = (passed + 1, end);
            else
                Rule(terminal, steps, ref i, end);
        }

        if (passed > 0)
            Line(terminal, 0, "passed", passed == 1 ? "one other rule" : string.Create(CultureInfo.InvariantCulture, $"{passed} other rules"), LineColor.Grey);
        terminal.WholeLine("", LineColor.None);
    }

    // The verdict stands behind the checks that it follows from, and before what was done about it.
    private static void Rule(Terminal terminal, IReadOnlyList<TraceStep> steps, ref int i, int end)
    {
        TraceStep rule = steps[i++];
        Line(terminal, rule.Depth, "rule", rule.Name, LineColor.None);
        for (int check = i; check < end; check++)
            if (steps[check].Kind == StepKind.EvalDetail && steps[check].Depth == rule.Depth + 1)
                Step(terminal, steps[check], null);

        string reason = string.Join(", ", rule.Fields.Select(field => TraceText.Of(field.Value)));
        Line(
            terminal,
            rule.Depth + 1,
            "verdict",
            rule.Outcome + Took(rule) + (reason.Length > 0 ? $": {reason}" : "") + ExceptionOf(rule),
            rule.Failed ? LineColor.Red : LineColor.None);
        for (; i < end; i++)
            Step(terminal, steps[i], rule);
    }

    private static void Step(Terminal terminal, TraceStep step, TraceStep? rule)
    {
        LineColor color = step.Failed ? LineColor.Red : LineColor.None;
        switch (step.Kind)
        {
            case StepKind.FlowStart:
                Line(terminal, 0, "event", step.Text["Starting ".Length..] + Fields(step), color);
                break;
            case StepKind.EvalDetail when rule is null || step.Depth > rule.Depth + 1:
                Line(terminal, step.Depth, "check", step.Text, color);
                break;
            case StepKind.HookExec:
                Line(
                    terminal,
                    step.Depth,
                    "hook",
                    $"{step.Text}{(step.Text.EndsWith(step.Outcome, StringComparison.Ordinal) ? "" : $": {step.Outcome}")}{Took(step)}{Fields(step)}{ExceptionOf(step)}",
                    color);
                break;
            case StepKind.ApiCall:
                Line(terminal, step.Depth, "call", step.Text + Fields(step) + ExceptionOf(step), color);
                break;
            case StepKind.Alert:
                Line(terminal, step.Depth, "alert", step.Text + ExceptionOf(step), color);
                break;
            case StepKind.CustomEvent:
                Line(terminal, step.Depth, "note", step.Text + Fields(step), color);
                break;
        }
    }

    private static void Line(Terminal terminal, int depth, string label, string text, LineColor color)
        => terminal.WholeLine(new string(' ', 2 + Math.Min(depth, 16) * 2) + label.PadRight(LabelWidth) + text, color);

    private static int EndOf(IReadOnlyList<TraceStep> steps, int start)
    {
        int end = start + 1;
        while (end < steps.Count && steps[end].Depth > steps[start].Depth)
            end++;
        return end;
    }

    private static string Fields(TraceStep step) => step.Fields.Count == 0 ? "" : $" {{ {string.Join(", ", step.Fields)} }}";

    private static string Took(TraceStep step) => step.Duration is { } took ? $" in {DurationText.Of(took)}" : "";

    private static string ExceptionOf(TraceStep step) => step.Exception is { } exception ? $" ({exception})" : "";
}
