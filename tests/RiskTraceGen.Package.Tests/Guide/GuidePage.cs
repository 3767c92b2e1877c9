namespace RiskTraceGen.Package.Tests;

/// <summary>
/// The steps of a page in Markdown, which are its fenced blocks: <c>csharp</c> and <c>xml</c> are files, named in bold above; <c>sh</c> are commands; <c>text</c> is what the
/// last command above has printed.
/// </summary>
internal static class GuidePage
{
    private const string Fence = "```";

    /// <summary>Reads a page.</summary>
    /// <exception cref="FormatException">A block is of another kind, has no name, or follows no command.</exception>
    public static IReadOnlyList<GuideStep> Read(string page)
    {
        string[] lines = page.ReplaceLineEndings("\n").Split('\n');
        List<GuideStep> steps = [];
        string above = "";
        for (int line = 0; line < lines.Length; line++)
        {
            if (!lines[line].StartsWith(Fence, StringComparison.Ordinal))
            {
                above = lines[line] is { Length: > 0 } text ? text : above;
                continue;
            }

            int start = line + 1;
            line = Array.IndexOf(lines, Fence, start);
            if (line < 0)
                throw new FormatException($"The block of line {start} has no end.");
            Add(steps, lines[start - 1][Fence.Length..], start, lines[start..line], above);
        }

        return steps;
    }

    private static void Add(List<GuideStep> steps, string kind, int line, string[] block, string above)
    {
        switch (kind)
        {
            case "csharp" or "xml" when above is ['*', '*', .. string name, '*', '*']:
                steps.Add(new FileStep(line, name, string.Join('\n', block) + "\n"));
                break;
            case "sh":
                steps.AddRange(block.Select((command, place) => new CommandStep(line + 1 + place, command, Shown: null)));
                break;
            case "text" when steps is [.., CommandStep { Shown: null } command]:
                steps[^1] = command with { Shown = string.Join('\n', block) };
                break;
            default:
                throw new FormatException($"The block of line {line} ({kind}) is no step: code needs its file in bold above, text a command.");
        }
    }
}
