using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RiskTraceGen.Analyzers.Tests;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The pages say which rules have fixes, and every fix belongs to a rule.</summary>
public sealed class FixCatalogTests
{
    public static TheoryData<string> Ids => RuleCatalog.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void The_page_lists_as_many_fixes_as_there_are(string id)
    {
        string listed = new RulePage(id).Row("Fixes")!;
        Assert.Equal(listed == "none" ? 0 : listed.Split("; ").Length, FixCatalog.All.Count(fix => fix.FixableDiagnosticIds.Contains(id)));
    }

    [Fact]
    public void Each_fix_is_exported_under_its_name_mends_known_rules_and_has_Fix_All()
        => Assert.All(FixCatalog.All, static fix =>
        {
            var export = Assert.Single(fix.GetType().GetCustomAttributes(typeof(ExportCodeFixProviderAttribute), false).Cast<ExportCodeFixProviderAttribute>());
            Assert.Equal((fix.GetType().Name, LanguageNames.CSharp), (export.Name, Assert.Single(export.Languages)));
            Assert.Subset(RuleCatalog.Rules.Select(static rule => rule.Id).ToHashSet(), fix.FixableDiagnosticIds.ToHashSet());
            Assert.Superset(new HashSet<FixAllScope> { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution }, fix.GetFixAllProvider()!.GetSupportedFixAllScopes().ToHashSet());
        });
}
