using System.Text.RegularExpressions;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>The page of a rule under docs/rules.</summary>
internal sealed partial class RulePage(string id)
{
    /// <summary>The root of the repository, found upwards from where the tests run.</summary>
    public static string Repository { get; } = FindRepository();

    public string Text { get; } = File.ReadAllText(Path.Combine(Repository, "docs", "rules", id + ".md")).ReplaceLineEndings("\n");

    public string Title => Text.Split('\n')[0];

    /// <summary>The headings below the title, in their order.</summary>
    public IEnumerable<string> Headings => Text.Split('\n').Where(static line => line.StartsWith("##", StringComparison.Ordinal));

    /// <summary>The value of a row of the table at the top.</summary>
    public string? Row(string name) => Text.Split('\n')
        .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
        .FirstOrDefault(cells => cells.Length > 2 && cells[1] == name)?[2];

    /// <summary>The C# code under a heading.</summary>
    public string Example(string heading)
    {
        int start = Text.IndexOf($"### {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/rules/{id}.md has no heading '### {heading}'.");
        Match code = Code().Match(Text, start);
        Assert.True(code.Success, $"docs/rules/{id}.md has no C# code under '### {heading}'.");
        return code.Groups["code"].Value;
    }

    /// <summary>The settings of this package that the page shows: lines of an .editorconfig.</summary>
    public string Settings => string.Concat(Setting().Matches(Text).Select(static match => match.Value + "\n"));

    private static string FindRepository()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Directory.Packages.props")))
                return directory.FullName;
        }

        throw new DirectoryNotFoundException("The repository around the tests was not found.");
    }

    [GeneratedRegex("^(?<key>risktrace_[a-z_]+) = (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
