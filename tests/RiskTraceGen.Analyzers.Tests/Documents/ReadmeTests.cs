using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>What the README shows is what happens.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(RulePage.Repository, "README.md")).ReplaceLineEndings("\n");

    private static string Written => Code("## What you write");

    [Fact]
    public async Task The_code_a_user_writes_compiles_without_a_warning()
        => Assert.Empty(await GeneratedBot.DiagnosticsAsync(Compile(), TestContext.Current.CancellationToken));

    [Fact]
    public void The_generated_code_beside_it_is_what_the_generator_writes()
    {
        string generated = string.Join("\n", Compile().SyntaxTrees.Skip(2).Select(static tree => tree.ToString().ReplaceLineEndings("\n")));
        Assert.Contains(Squeeze(Code("## What is generated")), Squeeze(generated), StringComparison.Ordinal);
    }

    /// <summary>The table is the list of the descriptors; what a rule's page says about fixes stands in its last column.</summary>
    [Fact]
    public void The_table_of_rules_is_that_of_the_descriptors()
        => Assert.Equal(
            RuleCatalog.Rules.Select(static rule => $"| [{rule.Id}](docs/rules/{rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {FixesOf(rule.Id)} |"),
            Text.Split('\n').Where(static line => line.StartsWith("| [RTG", StringComparison.Ordinal)).Select(static line => line.Replace("`", "", StringComparison.Ordinal)));

    private static string FixesOf(string id) => new RulePage(id).Row("Fixes") is { } fixes and not "none" ? fixes : "";

    private static Compilation Compile() => GeneratedBot.Compile([Bot.Usings, Written], TestContext.Current.CancellationToken);

    private static string Code(string heading)
    {
        int start = Text.IndexOf(heading, StringComparison.Ordinal);
        Assert.True(start >= 0, $"README.md has no heading '{heading}'.");
        return CSharp().Match(Text, start).Groups["code"].Value;
    }

    // Indentation is the only liberty that the README takes.
    private static string Squeeze(string code) => string.Join("\n", code.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();
}
