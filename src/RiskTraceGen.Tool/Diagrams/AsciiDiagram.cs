using System.Text;

namespace RiskTraceGen.Tool.Diagrams;

/// <summary>A flow as boxes and branches in plain ASCII: it can be pasted anywhere.</summary>
internal static class AsciiDiagram
{
    private const int MaxDepth = 16;

    /// <summary>Draws the flow.</summary>
    public static string Draw(FlowTrace flow, string newLine)
    {
        var text = new StringBuilder();
        IReadOnlyList<TraceStep> steps = flow.Steps;
        for (int i = 0; i < steps.Count; i++)
        {
            TraceStep step = steps[i];
            if (step.Kind == StepKind.FlowEnd)
                text.Append("  |").Append(newLine).Append("  v").Append(newLine);

            if (step.Kind is StepKind.FlowStart or StepKind.FlowEnd)
                Box(text, [step.Text, .. step.Fields.Select(field => field.ToString())], newLine);
            else
                Branch(text, steps, i, newLine);
        }

        if (flow is { Completed: false, Abandoned: false, IsAddition: false })
            text.Append("  |").Append(newLine).Append("  ?  ").Append(StepText.NoEnd).Append(newLine);
        return text.ToString();
    }

    private static void Branch(StringBuilder text, IReadOnlyList<TraceStep> steps, int index, string newLine)
    {
        TraceStep step = steps[index];
        int depth = Math.Min(step.Depth, MaxDepth);
        // A line goes down beside the step from each of its ancestors that has another child below.
        text.Append("  ");
        for (int level = 0; level < depth; level++)
            text.Append(level == 0 || HasNext(steps, index, level) ? "|    " : "     ");
        text.Append("+--").Append(StepLabel.Mark(step)).Append(' ').Append(Safe(StepLabel.Of(step))).Append(newLine);
    }

    private static bool HasNext(IReadOnlyList<TraceStep> steps, int index, int depth)
    {
        for (int i = index + 1; i < steps.Count && steps[i].Depth >= depth; i++)
            if (steps[i].Depth == depth)
                return true;

        return false;
    }

    private static void Box(StringBuilder text, string[] lines, string newLine)
    {
        string[] safe = [.. lines.Select(Safe)];
        string edge = "+" + new string('-', safe.Max(line => line.Length) + 2) + "+";
        text.Append(edge).Append(newLine);
        foreach (string line in safe)
            text.Append("| ").Append(line.PadRight(edge.Length - 4)).Append(" |").Append(newLine);
        text.Append(edge).Append(newLine);
    }

    private static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        EscapedText.Append(safe, text, ascii: true);
        return safe.ToString();
    }
}
