using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Reporting;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>Rules, their pages and their release entries say the same, and the examples of the pages do what the pages say.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> Ids => RuleCatalog.Ids;

    [Fact]
    public void Each_analyzer_has_one_rule_with_an_id_of_its_own()
    {
        Assert.Equal(
            [
                "RTG0101", "RTG0102", "RTG0103", "RTG0104", "RTG0105",
                "RTG0201", "RTG0202", "RTG0203", "RTG0204", "RTG0205", "RTG0206", "RTG0207", "RTG0208", "RTG0209", "RTG0210",
                "RTG0301", "RTG0302", "RTG0303", "RTG0304", "RTG0305", "RTG0306", "RTG0307",
                "RTG0401", "RTG0402", "RTG0403", "RTG0404", "RTG0405", "RTG0406", "RTG0407",
                "RTG0501", "RTG0502", "RTG0503", "RTG0504",
            ],
            RuleCatalog.Rules.Select(static rule => rule.Id));
        Assert.All(RuleCatalog.Analyzers, static analyzer =>
        {
            Assert.IsAssignableFrom<RiskTraceAnalyzer>(analyzer);
            Assert.True(Assert.Single(analyzer.SupportedDiagnostics).IsEnabledByDefault);
            Assert.Equal([LanguageNames.CSharp], analyzer.GetType().GetCustomAttributes(typeof(DiagnosticAnalyzerAttribute), false).Cast<DiagnosticAnalyzerAttribute>().Single().Languages);
        });
    }

    // What every rule has to hold is asked of those in the catalog.
    [Fact]
    public void No_analyzer_is_left_out_but_the_scorecard_which_is_no_rule()
        => Assert.Equal(
            [typeof(Scorecard)],
            typeof(RiskTraceAnalyzer).Assembly.GetTypes()
                .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
                .Except(RuleCatalog.Analyzers.Select(static analyzer => analyzer.GetType())));

    [Theory, MemberData(nameof(Ids))]
    public void The_id_tells_the_category(string id) => Assert.Equal(
        id[..5] switch
        {
            "RTG01" => "RiskTraceGen.Tracing",
            "RTG02" => "RiskTraceGen.Hooks",
            "RTG03" => "RiskTraceGen.Rules",
            "RTG04" => "RiskTraceGen.BrokerCalls",
            "RTG05" => "RiskTraceGen.Flows",
            _ => "an id of a known family",
        },
        RuleCatalog.Rule(id).Category);

    [Theory, MemberData(nameof(Ids))]
    public void The_page_names_title_severity_and_category(string id)
    {
        DiagnosticDescriptor rule = RuleCatalog.Rule(id);
        RulePage page = new(id);
        Assert.Equal($"# {id}: {rule.Title}", page.Title);
        Assert.Equal(rule.DefaultSeverity.ToString(), page.Row("Severity"));
        Assert.Equal(rule.Category, page.Row("Category"));
        Assert.Equal("code of [this bot](../analysis.md#the-bot-of-the-examples)", page.Row("Examples"));
        Assert.Equal($"https://github.com/risktracegen/risktracegen/blob/main/docs/rules/{id}.md", rule.HelpLinkUri);
        Assert.Equal(["## What it reports", "## Why it costs money", "## How to fix it", "### Before", "### After", "## When it stays silent", "## How to configure it"], page.Headings);
        Assert.All(
            [$"dotnet_diagnostic.{id}.severity", $"#pragma warning disable {id}", $"[SuppressMessage(\"{rule.Category}\", \"{id}\")]"],
            part => Assert.Contains(part, page.Text, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_message_and_the_description_are_sentences_without_a_full_stop_to_spare(string id)
    {
        DiagnosticDescriptor rule = RuleCatalog.Rule(id);
        Assert.True(rule.IsEnabledByDefault);
        Assert.DoesNotMatch(@"\.$", rule.Title.ToString());
        Assert.DoesNotMatch(@"\.$", rule.MessageFormat.ToString());
        Assert.Matches(@"\.$", rule.Description.ToString());
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_release_files_enter_the_rule_once(string id)
    {
        DiagnosticDescriptor rule = RuleCatalog.Rule(id);
        string folder = Path.Combine(RulePage.Repository, "src", "RiskTraceGen.Analyzers");
        Assert.Single(
            new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }.SelectMany(file => File.ReadLines(Path.Combine(folder, file))),
            line => line == $"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}");
    }

    [Fact]
    public void Every_page_has_a_rule()
        => Assert.Equal(
            RuleCatalog.Rules.Select(static rule => rule.Id + ".md"),
            Directory.GetFiles(Path.Combine(RulePage.Repository, "docs", "rules")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Ids))]
    public async Task The_example_before_gives_exactly_its_diagnostic(string id)
    {
        RulePage page = new(id);
        Diagnostic found = Assert.Single(await GeneratedBot.DiagnosticsAsync(page.Example("Before"), new EditorConfig(page.Settings), TestContext.Current.CancellationToken));
        Assert.Equal(id, found.Id);
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task The_example_after_is_clean(string id)
    {
        RulePage page = new(id);
        Assert.Empty(await GeneratedBot.DiagnosticsAsync(page.Example("After"), new EditorConfig(page.Settings), TestContext.Current.CancellationToken));
    }
}
