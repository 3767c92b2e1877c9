namespace RiskTraceGen.Tool.Diagrams;

/// <summary>What a diagram says of a step.</summary>
internal static class StepLabel
{
    /// <summary>The step, how it ended, and what was recorded with it that says why.</summary>
    public static string Of(TraceStep step)
    {
        string took = step.Duration is { } duration ? $" in {DurationText.Of(duration)}" : "";
        string text = step.Kind switch
        {
            StepKind.RiskEval => $"{step.Name}: {step.Outcome}{took}",
            StepKind.HookExec when !step.Text.EndsWith(step.Outcome, StringComparison.Ordinal) => $"{step.Text}: {step.Outcome}{took}",
            _ => step.Text,
        };
        if (step.Kind is StepKind.RiskEval or StepKind.ApiCall or StepKind.CustomEvent && step.Fields.Count > 0)
            text += $" ({string.Join(", ", step.Fields)})";
        return step.Exception is { } exception ? $"{text} ({exception})" : text;
    }

    /// <summary>The kind of the step in brackets of its own.</summary>
    public static string Mark(TraceStep step) => step.Kind switch
    {
        StepKind.RiskEval => "[rule]",
        StepKind.EvalDetail => "(check)",
        StepKind.HookExec => "<hook>",
        StepKind.ApiCall => "[[call]]",
        StepKind.Alert => "!!alert!!",
        _ => "{event}",
    };
}
