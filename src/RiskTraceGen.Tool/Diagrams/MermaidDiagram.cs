using System.Globalization;
using System.Text;

namespace RiskTraceGen.Tool.Diagrams;

/// <summary>A flow as a Mermaid flowchart: for wikis, issues and pull requests.</summary>
internal static class MermaidDiagram
{
    private const string Indent = "    ";

    /// <summary>Draws the flow.</summary>
    public static string Draw(FlowTrace flow, string newLine)
    {
        var text = new StringBuilder("flowchart TD").Append(newLine);
        var failed = new List<string>();
        // The open step at each depth: the parent of what is deeper.
        var path = new List<string>();
        var roots = new List<string>();
        string? start = null;
        for (int i = 0; i < flow.Steps.Count; i++)
        {
            TraceStep step = flow.Steps[i];
            string node = string.Create(CultureInfo.InvariantCulture, $"s{i}");
            text.Append(Indent).Append(node).Append(Shape(step)).Append(newLine);
            if (step.Failed)
                failed.Add(node);

            if (step.Kind == StepKind.FlowStart)
                start = node;
            else if (step.Kind == StepKind.FlowEnd)
                Edges(text, roots.Count > 0 ? roots : start is null ? [] : [start], node, newLine);
            else
                Edges(text, step.Depth > 0 && path.Count >= step.Depth ? [path[step.Depth - 1]] : start is null ? [] : [start], node, newLine);

            if (step.Kind is StepKind.FlowStart or StepKind.FlowEnd)
                continue;
            path.RemoveRange(Math.Min(step.Depth, path.Count), path.Count - Math.Min(step.Depth, path.Count));
            path.Add(node);
            if (step.Depth == 0 && !step.Late)
                roots.Add(node);
        }

        if (failed.Count > 0)
            text.Append(Indent).Append("classDef failed stroke:#c00,color:#c00").Append(newLine)
                .Append(Indent).Append("class ").AppendJoin(',', failed).Append(" failed").Append(newLine);
        return text.ToString();
    }

    private static void Edges(StringBuilder text, List<string> from, string to, string newLine)
    {
        foreach (string node in from)
            text.Append(Indent).Append(node).Append(" --> ").Append(to).Append(newLine);
    }

    private static string Shape(TraceStep step)
    {
        string label = step.Kind is StepKind.FlowStart or StepKind.FlowEnd
            ? string.Join("<br/>", step.Fields.Select(field => MermaidText.Safe(field.ToString())).Prepend(MermaidText.Safe(step.Text)))
            : MermaidText.Safe(StepLabel.Of(step));
        (string open, string close) = step.Kind switch
        {
            StepKind.FlowStart or StepKind.FlowEnd => ("([", "])"),
            StepKind.RiskEval => ("{{", "}}"),
            StepKind.EvalDetail => ("{", "}"),
            StepKind.HookExec => ("[/", "/]"),
            StepKind.ApiCall => ("[[", "]]"),
            StepKind.Alert => (">", "]"),
            _ => ("[", "]"),
        };
        return $"{open}\"{label}\"{close}";
    }
}
