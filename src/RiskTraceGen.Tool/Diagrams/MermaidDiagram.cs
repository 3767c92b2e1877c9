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
            ? string.Join("<br/>", step.Fields.Select(field => Safe(field.ToString())).Prepend(Safe(step.Text)))
            : Safe(StepLabel.Of(step));
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

    // Text from outside must neither end the label nor be read as markup: what could is written as Mermaid's entities.
    private static string Safe(string text)
    {
        var escaped = new StringBuilder(text.Length);
        EscapedText.Append(escaped, text, ascii: false);
        var safe = new StringBuilder(escaped.Length);
        foreach (char character in escaped.ToString())
        {
            if (character is '"' or '#' or '<' or '>' or '&' or '`' or '\\' or ';')
                safe.Append(CultureInfo.InvariantCulture, $"#{(int)character};");
            else
                safe.Append(character);
        }

        return safe.ToString();
    }
}
