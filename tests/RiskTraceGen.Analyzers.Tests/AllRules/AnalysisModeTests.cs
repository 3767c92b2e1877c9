using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>What <c>RiskTraceAnalysisMode</c> makes of each rule, by the global configs that the package brings.</summary>
public sealed class AnalysisModeTests
{
    /// <summary>"Every broker call is traced, every hook failure handled."</summary>
    private static readonly string[] Strict = ["RTG0101", "RTG0102", "RTG0103", "RTG0105", "RTG0201", "RTG0203", "RTG0503"];

    public static TheoryData<string> Ids => RuleCatalog.Ids;

    [Theory, MemberData(nameof(Ids))]
    public async Task None_reports_nothing(string id) => Assert.Empty(await FindAsync(id, "none"));

    [Theory, MemberData(nameof(Ids))]
    public async Task Strict_makes_errors_of_what_escapes_the_trace_or_goes_unhandled(string id)
        => Assert.Equal(Strict.Contains(id) ? DiagnosticSeverity.Error : RuleCatalog.Rule(id).DefaultSeverity, Assert.Single(await FindAsync(id, "strict")).Severity);

    [Theory, MemberData(nameof(Ids))]
    public async Task All_errors_makes_errors_of_everything(string id)
        => Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await FindAsync(id, "all-errors")).Severity);

    [Theory]
    [InlineData("none")]
    [InlineData("strict")]
    [InlineData("all-errors")]
    public async Task An_editorconfig_has_the_last_word(string mode)
        => Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await FindAsync("RTG0101", mode, "dotnet_diagnostic.RTG0101.severity = warning")).Severity);

    // A severity that is meant for all projects does not ask for the rule in those of tests.
    [Theory]
    [InlineData("strict")]
    [InlineData("all-errors")]
    public async Task Tests_may_go_on_calling_their_fakes(string mode)
        => Assert.Empty(await FindAsync("RTG0101", mode, global: "build_property.IsTestProject = true"));

    [Theory]
    [InlineData("none", "none")]
    [InlineData("strict", "error")]
    [InlineData("all-errors", "error")]
    public void The_files_name_each_rule_with_its_title(string mode, string severity)
        => Assert.Equal(
            RuleCatalog.Rules.Where(rule => mode != "strict" || Strict.Contains(rule.Id)).SelectMany(rule => new[] { $"# {rule.Title}", $"dotnet_diagnostic.{rule.Id}.severity = {severity}" }),
            Lines(mode).SkipWhile(static line => line.Length > 0).Skip(1));

    private static Task<IReadOnlyList<Diagnostic>> FindAsync(string id, string mode, string config = "", string global = "")
    {
        RulePage page = new(id);
        return GeneratedBot.DiagnosticsAsync(page.Example("Before"), new EditorConfig(page.Settings + config, string.Join('\n', Lines(mode)) + "\n" + global), TestContext.Current.CancellationToken);
    }

    private static string[] Lines(string mode) => File.ReadAllLines(Path.Combine(RulePage.Repository, "src", "RiskTraceGen", "buildTransitive", $"RiskTraceGen.{mode}.globalconfig"));
}
