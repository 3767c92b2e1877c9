using System.Text;

namespace RiskTraceGen;

/// <summary>The map as trees of text, for a terminal.</summary>
internal sealed class TextMap(int width, bool ascii)
{
    private readonly StringBuilder _text = new();

    private string Branch => ascii ? "|- " : "├─ ";

    private string LastBranch => ascii ? "`- " : "└─ ";

    private string Beside => ascii ? "|  " : "│  ";

    private string Above => ascii ? "^" : "↑";

    public string Write(ExecutionMap map)
    {
        Line($"Execution map of {map.Name}: {Count(map.Rules.Select(static rule => rule.Rule).Distinct().Count(), "rule")}, {Count(map.Hooks.Count, "hook")}");
        Paragraph(
            $"A step is a way that the code can take, not one that it always takes. {Above} marks what is shown further up. {LibraryHooks.Sentence(map)}");
        foreach (string assembly in map.Unmapped)
            Paragraph($"{assembly} was built without a map: of its rules and handlers only the names are known.");
        foreach (IGrouping<string, RulePath> rule in map.Rules.GroupBy(static rule => rule.Rule))
            Rule(rule);
        if (map.Hooks.Count > 0)
            Heading("Hooks");
        foreach (HookPath hook in map.Hooks)
            Hook(hook);
        if (map.Unreached.Count > 0)
            Heading("Not reached by any rule, or not handled");
        foreach (PathStep step in map.Unreached)
            Put("", "  ", PathText.Of(step with { Call = null }) + (step.Kind == PathStepKind.BrokerCall ? $", {step.Member}" : ""), step.File, step.Line);
        return _text.ToString();
    }

    private void Rule(IGrouping<string, RulePath> evaluations)
    {
        string category = evaluations.First().Category;
        Heading(category.Length == 0 ? evaluations.Key : $"{evaluations.Key} ({category})");
        // What one evaluation of the rule has shown, the next need not show again.
        var shown = new HashSet<(PathStepKind, string, string)>();
        foreach (RulePath evaluation in evaluations)
        {
            (string calls, string hooks, bool isWhole) = PathText.Summary(evaluation);
            Put("", "  ", $"on {evaluation.Event}: {evaluation.Member}", evaluation.File, evaluation.Line);
            Put("  ", "  ", calls.Length == 0 ? "reaches no broker call" : $"reaches {calls}", "", 0);
            if (hooks.Length > 0)
                Put("  ", "  ", $"raises {hooks}", "", 0);
            if (!isWhole)
                Put("  ", "  ", "and may go on where the map cannot follow", "", 0);
            Branches(PathText.Tree(PathText.OwnSteps(evaluation)), "  ", shown);
        }
    }

    private void Hook(HookPath hook)
    {
        Put("", "  ", hook.Payload is { } payload ? $"{hook.Hook}: {payload}" : hook.Hook, hook.File, hook.Line);
        Branches(PathText.Tree(hook.Steps), "  ", []);
        if (hook.Steps.Count == 0)
            Put("  ", "  ", "nothing handles it", "", 0);
    }

    private void Branches(IReadOnlyList<PathBranch> branches, string indent, HashSet<(PathStepKind, string, string)> shown)
    {
        for (int i = 0; i < branches.Count; i++)
        {
            PathBranch branch = branches[i];
            PathStep step = branch.Step;
            bool isLast = i == branches.Count - 1;
            string below = indent + (isLast ? "   " : Beside);
            bool isRepeated = step.IsRepeated || (branch.Below.Count > 0 && !shown.Add((step.Kind, step.Name, step.Member)));
            // Handlers that lead nowhere are named beside their hook.
            bool isShort = step.Kind == PathStepKind.Hook
                && branch.Below.All(static handler => handler.Below.Count == 0 && handler.Step is { IsRepeated: false, Note: null });
            string handlers = isShort && branch.Below.Count > 0 && !isRepeated
                ? $" {(ascii ? "->" : "→")} {string.Join(", ", branch.Below.Select(static handler => handler.Step.Member))}"
                : "";
            Put(indent + (isLast ? LastBranch : Branch), below + "   ", PathText.Of(step) + handlers + (isRepeated ? $" {Above}" : ""), step.File, step.Line);
            if (!isRepeated && !isShort)
                Branches(branch.Below, below, shown);
        }
    }

    private void Heading(string text)
    {
        _text.Append('\n');
        Line(text);
        _text.Append(ascii ? '-' : '─', Math.Min(width, Safe(text).Length)).Append('\n');
    }

    private void Paragraph(string text) => Put("", "", text, "", 0);

    // Text, broken between words where it is too long for a line, with its place at the end of the last line: whole where there is room, else the file alone,
    // else on a line of its own.
    private void Put(string first, string next, string text, string file, int line)
    {
        List<string> lines = Wrapped(first, next, Safe(text));
        string place = Safe(PathText.Place(file, line));
        string name = Safe("…/") + place[(place.LastIndexOf('/') + 1)..];
        string end = Room(lines[^1]) >= place.Length + 2 ? place : place.Contains('/') && Room(lines[^1]) >= name.Length + 2 ? name : "";
        if (place.Length > 0 && end.Length == 0)
        {
            lines.Add(next);
            end = place;
        }

        if (end.Length > 0)
            lines[^1] = lines[^1] + new string(' ', Math.Max(1, Room(lines[^1]) - end.Length)) + end;
        foreach (string one in lines)
            _text.Append(one.AsSpan().TrimEnd(' ')).Append('\n');
    }

    private int Room(string line) => width - line.Length;

    private List<string> Wrapped(string first, string next, string text)
    {
        var lines = new List<string>();
        string line = first;
        bool isEmpty = true;
        foreach (string word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                (line, isEmpty) = (next, true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        lines.Add(line);
        return lines;
    }

    private void Line(string text) => _text.Append(Safe(text)).Append('\n');

    private string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        EscapedText.Append(safe, text, ascii);
        return safe.ToString();
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
