using System.Text;

namespace RiskTraceGen;

/// <summary>The map as a Markdown document: a table of all rules, then each as a nested list.</summary>
internal static class MarkdownMap
{
    public static string Write(ExecutionMap map)
    {
        var text = new StringBuilder();
        text.Append("# Execution map of ").Append(Prose(map.Name)).Append("\n\n");
        text.Append(Prose($"A step is a way that the code can take, not one that it always takes. {LibraryHooks.Sentence(map)}")).Append('\n');
        foreach (string assembly in map.Unmapped)
            text.Append('\n').Append(Prose($"{assembly} was built without a map: of its rules and handlers only the names are known.")).Append('\n');
        Rules(text, map);
        Hooks(text, map);
        Unreached(text, map);
        return text.ToString();
    }

    private static void Rules(StringBuilder text, ExecutionMap map)
    {
        if (map.Rules.Count == 0)
            return;

        text.Append("\n| Rule | Category | Event | Reaches | Raises |\n|---|---|---|---|---|\n");
        foreach (RulePath rule in map.Rules)
        {
            (string calls, string hooks, bool isWhole) = PathText.Summary(rule);
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| {Code(rule.Rule, inTable: true)} | {Prose(rule.Category)} | {Code(rule.Event, inTable: true)} | {Prose(calls)}{(isWhole ? "" : calls.Length > 0 ? ", …" : "…")} | {Prose(hooks)} |\n");
        }

        foreach (RulePath rule in map.Rules)
        {
            text.Append("\n## ").Append(Prose(rule.Rule)).Append(" on ").Append(Prose(rule.Event)).Append("\n\n");
            Item(text, 0, Code(rule.Member), rule.File, rule.Line);
            foreach (PathStep step in PathText.OwnSteps(rule))
                Step(text, step, step.Depth + 1);
        }
    }

    private static void Hooks(StringBuilder text, ExecutionMap map)
    {
        if (map.Hooks.Count == 0)
            return;

        text.Append("\n## Hooks\n\n");
        foreach (HookPath hook in map.Hooks)
        {
            Item(
                text,
                0,
                Code(hook.Hook) + (hook.Payload is { } payload ? $": {Code(payload)}" : "") + (hook.Steps.Count == 0 ? ": nothing handles it" : ""),
                hook.File,
                hook.Line);
            foreach (PathStep step in hook.Steps)
                Step(text, step, step.Depth + 1);
        }
    }

    private static void Unreached(StringBuilder text, ExecutionMap map)
    {
        if (map.Unreached.Count == 0)
            return;

        text.Append("\n## Not reached by any rule, or not handled\n\n");
        foreach (PathStep step in map.Unreached)
            Item(text, 0, Words(step with { Call = null }) + (step.Kind == PathStepKind.BrokerCall ? $", {Code(step.Member)}" : ""), step.File, step.Line);
    }

    private static void Step(StringBuilder text, PathStep step, int depth)
        => Item(text, depth, Words(step) + (step.IsRepeated ? " (shown above)" : ""), step.File, step.Line);

    private static void Item(StringBuilder text, int depth, string words, string file, int line)
    {
        string place = PathText.Place(file, line);
        text.Append(' ', depth * 2).Append("- ").Append(words).Append(place.Length == 0 ? "" : $" — {Code(place)}").Append('\n');
    }

    // The name stands as code, what is said of it as text.
    private static string Words(PathStep step)
    {
        string name = step.Kind == PathStepKind.Handler ? step.Member : step.Name;
        string words = PathText.Of(step);
        int start = words.IndexOf(name, StringComparison.Ordinal);
        return Prose(words[..start]) + Code(name) + Prose(words[(start + name.Length)..]);
    }

    // A fence that is longer than any in the text ends where it should; a table would take a bar for the end of its cell, also in code.
    private static string Code(string text, bool inTable = false)
    {
        string safe = Escaped(text);
        if (inTable)
            safe = safe.Replace("|", "\\|", StringComparison.Ordinal);
        int run = 0, longest = 0;
        foreach (char character in safe)
            longest = Math.Max(longest, run = character == '`' ? run + 1 : 0);
        string fence = new('`', longest + 1);
        return longest > 0 ? $"{fence} {safe} {fence}" : $"{fence}{safe}{fence}";
    }

    private static string Prose(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (char character in Escaped(text))
        {
            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '~' or '&' or '!')
                safe.Append('\\');
            safe.Append(character);
        }

        return safe.ToString();
    }

    private static string Escaped(string text)
    {
        var safe = new StringBuilder(text.Length);
        EscapedText.Append(safe, text, ascii: false);
        return safe.ToString();
    }
}
