using System.Text.RegularExpressions;

namespace RiskTraceGen.Package.Tests;

/// <summary>What a command printed, without what differs from run to run and from folder to folder.</summary>
internal static partial class ScreenText
{
    /// <summary>The same text for the same behaviour.</summary>
    public static string Stable(string text)
    {
        string[] lines = [.. text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];

        // The compiler's order of warnings is its own, and a build shows each of them twice.
        string[] warnings = [.. lines.Where(IsWarning).Select(Bare).Distinct().Order(StringComparer.Ordinal)];
        return string.Join('\n', [.. warnings, .. lines.Where(static line => !IsWarning(line) && !Incidental().IsMatch(line)).Select(WithoutTimes)]);
    }

    private static bool IsWarning(string line) => line.Contains(": warning ", StringComparison.Ordinal) || line.Contains(": error ", StringComparison.Ordinal);

    // Without the folder, the link and the project.
    private static string Bare(string warning) => Surroundings().Replace(warning.Trim(), "");

    private static string WithoutTimes(string line) => Duration().Replace(Time().Replace(line, "TIME"), "DURATION");

    [GeneratedRegex(@"^(.*[/\\])(?=[^/\\]+\(\d+,\d+\): )|( \(https://[^)]+\))? \[[^\]]+proj\]$")]
    private static partial Regex Surroundings();

    // What a build says about itself, and how long handlers went on, if they did, after their flow had ended.
    [GeneratedRegex(@"^  (Determining projects|All projects are up-to-date|Restored |\w+ -> )|^Build succeeded\.$|^    \d+ (Warning|Error)\(s\)$|^Time Elapsed|handlers_ended_after")]
    private static partial Regex Incidental();

    [GeneratedRegex(@"(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d+")]
    private static partial Regex Time();

    [GeneratedRegex(@" +\d+(\.\d+)? (ns|µs|ms|s)\b")]
    private static partial Regex Duration();
}
