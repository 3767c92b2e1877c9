using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Tests;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>What no fix may do to a text, for every rule that it mends: lose a comment, wherever it stands, or add a using that is not needed.</summary>
public sealed class FixedTextTests
{
    private const string Comment = "/* kept */";

    public static TheoryData<string, string> Fixes
        => [.. from fix in FixCatalog.All
               from id in fix.FixableDiagnosticIds
               select (fix.GetType().Name, id)];

    [Theory, MemberData(nameof(Fixes))]
    public async Task Keeps_a_comment_wherever_it_stands(string fixName, string id)
    {
        string source = ReportedOnce.By(id, "A");
        SyntaxNode root = await CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), cancellationToken: TestContext.Current.CancellationToken).GetRootAsync(TestContext.Current.CancellationToken);
        using AdhocWorkspace workspace = new();
        Document document = Project(workspace, source);
        List<string> lost = [];
        int mended = 0;
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            string commented = source.Insert(token.SpanStart, Comment + " ");
            // A fix may leave alone what it would have to take a comment from.
            if (await FixedAsync(document.WithText(SourceText.From(commented)), fixName, id) is not { } fixedText)
                continue;

            mended++;
            if (fixedText.Split(Comment).Length != 2)
                lost.Add($"{commented}\n  became\n{fixedText}");
        }

        Assert.True(lost.Count == 0, string.Join("\n\n", lost));
        Assert.NotEqual(0, mended);
    }

    [Theory, MemberData(nameof(Fixes))]
    public async Task Adds_no_using_where_the_names_are_known(string fixName, string id)
    {
        using AdhocWorkspace workspace = new();
        string? fixedText = await FixedAsync(Project(workspace, ReportedOnce.By(id, "A")), fixName, id);
        Assert.NotNull(fixedText);
        Assert.DoesNotContain("using RiskTraceGen", fixedText, StringComparison.Ordinal);
        Assert.DoesNotContain("using System", fixedText, StringComparison.Ordinal);
    }

    private static Document Project(AdhocWorkspace workspace, string source)
    {
        var project = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution
            .AddProject(project, "Bot", "Bot", LanguageNames.CSharp)
            .WithProjectCompilationOptions(project, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable))
            .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.Latest))
            .AddMetadataReferences(project, [.. Basic.Reference.Assemblies.Net100.References.All, Package.Reference])
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(project), ".editorconfig", SourceText.From("root = true\n[*.cs]\nrisktrace_broker_types = Vendor*\n"), filePath: "/.editorconfig");
        foreach ((string name, string text) in new[] { ("Usings", Bot.Usings), ("Broker", Bot.Broker), ("Wrapper", Bot.Wrapper), ("Program", "static class Program { static void Main() { } }") })
            solution = solution.AddDocument(DocumentId.CreateNewId(project), name + ".cs", SourceText.From(text), filePath: $"/{name}.cs");
        var document = DocumentId.CreateNewId(project);
        return solution.AddDocument(document, "A.cs", SourceText.From(source), filePath: "/A.cs").GetDocument(document)!;
    }

    /// <summary>The documents that a fix has changed, one after the other; null where it is not offered.</summary>
    private static async Task<string?> FixedAsync(Document document, string fixName, string id)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        DiagnosticAnalyzer analyzer = RuleCatalog.Analyzers.Single(analyzer => analyzer.SupportedDiagnostics[0].Id == id);
        SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
        ImmutableArray<Diagnostic> reported = await (await document.Project.GetCompilationAsync(cancellationToken))!
            .WithAnalyzers([analyzer], document.Project.AnalyzerOptions)
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        Diagnostic found = Assert.Single(reported, diagnostic => diagnostic.Location.SourceTree == tree);
        CodeAction? offered = null;
        await FixCatalog.All.Single(fix => fix.GetType().Name == fixName).RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => offered ??= action, cancellationToken));
        if (offered is null)
            return null;

        Solution after = Assert.Single((await offered.GetOperationsAsync(cancellationToken)).OfType<ApplyChangesOperation>()).ChangedSolution;
        string text = "";
        foreach (Document changed in after.Projects.SelectMany(static project => project.Documents).Where(changed => changed.Id == document.Id || document.Project.GetDocument(changed.Id) is null))
            text += await changed.GetTextAsync(cancellationToken);
        return text;
    }
}
