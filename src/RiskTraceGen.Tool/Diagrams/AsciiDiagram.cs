using System.Text;

namespace RiskTraceGen.Tool.Diagrams;

/// <summary>A flow as boxes and branches in plain ASCII: it can be pasted anywhere.</summary>
internal static class AsciiDiagram
{
    private const int MaxDepth = 16;
    private const int Levels = 32;

    /// <summary>Draws the flow.</summary>
    public static string Draw(FlowTrace flow, string newLine)
    {
        var text = new StringBuilder();
        IReadOnlyList<TraceStep> steps = flow.Steps;
        uint[] next = NextOf(steps);
        for (int i = 0; i < steps.Count; i++)
        {
            TraceStep step = steps[i];
            if (step.Kind == StepKind.FlowEnd)
                text.Append("  |").Append(newLine).Append("  v").Append(newLine);

            if (step.Kind is StepKind.FlowStart or StepKind.FlowEnd)
                Box(text, [step.Text, .. step.Fields.Select(field => field.ToString())], newLine);
            else
                Branch(text, step, next[i], newLine);
        }

        if (flow is { Completed: false, Abandoned: false, IsAddition: false })
            text.Append("  |").Append(newLine).Append("  ?  ").Append(StepText.NoEnd).Append(newLine);
        return text.ToString();
    }

    private static void Branch(StringBuilder text, TraceStep step, uint next, string newLine)
    {
        int depth = Math.Min(step.Depth, MaxDepth);
        // A line goes down beside the step from each of its ancestors that has another child below.
        text.Append("  ");
        for (int level = 0; level < depth; level++)
            text.Append(level == 0 || (next & 1u << level) != 0 ? "|    " : "     ");
        text.Append("+--").Append(StepLabel.Mark(step)).Append(' ').Append(Safe(StepLabel.Of(step))).Append(newLine);
    }

    // For each step a bit for each level: whether the ancestor there, or the step itself, has another one of that level below it.
    private static uint[] NextOf(IReadOnlyList<TraceStep> steps)
    {
        uint[] next = new uint[steps.Count];
        uint below = 0;
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            next[i] = below;
            uint level = 1u << Math.Min(steps[i].Depth, Levels - 1);
            below = (below & (level - 1)) | level;
        }

        return next;
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
