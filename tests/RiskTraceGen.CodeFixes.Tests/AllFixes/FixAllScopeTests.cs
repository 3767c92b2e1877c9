using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Tests;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>Fix All of every fix, for every rule that it mends, in a document, a project and a solution of two projects: nothing is left in there, nothing else is
/// touched, and everything compiles.</summary>
public sealed class FixAllScopeTests
{
    private static readonly string[] Documents = ["A", "B"];

    public static TheoryData<string, string, FixAllScope> Fixes
        => [.. from fix in FixCatalog.All
               from id in fix.FixableDiagnosticIds
               from scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution }
               select (fix.GetType().Name, id, scope)];

    [Theory, MemberData(nameof(Fixes))]
    public async Task Mends_everything_in_its_scope_and_nothing_else(string fixName, string id, FixAllScope scope)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        CodeFixProvider fix = FixCatalog.All.Single(fix => fix.GetType().Name == fixName);
        using AdhocWorkspace workspace = new();
        Solution before = TwoProjects(workspace, id);
        Reports reports = new(id);
        foreach (Document document in DocumentsOf(before))
            Assert.Single(await reports.OfAsync(document, cancellationToken));

        // The second document: not the one that a provider would find first.
        Document asked = DocumentsOf(before).Single(static document => document is { Name: "B.cs", Project.Name: "First" });
        FixAllContext context = new(asked, fix, scope, fixName, [id], reports, cancellationToken);
        CodeAction? action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        Assert.NotNull(action);
        Solution after = Assert.Single((await action.GetOperationsAsync(cancellationToken)).OfType<ApplyChangesOperation>()).ChangedSolution;

        foreach (Document document in DocumentsOf(after))
        {
            bool isInScope = scope switch
            {
                FixAllScope.Document => document.Id == asked.Id,
                FixAllScope.Project => document.Project.Id == asked.Project.Id,
                _ => true,
            };
            Assert.Equal(isInScope ? 0 : 1, (await reports.OfAsync(document, cancellationToken)).Count());
        }

        foreach (Project project in after.Projects)
            Assert.Empty((await project.GetCompilationAsync(cancellationToken))!.GetDiagnostics(cancellationToken).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    private static IEnumerable<Document> DocumentsOf(Solution solution)
        => solution.Projects.SelectMany(static project => project.Documents).Where(static document => Documents.Contains(Path.GetFileNameWithoutExtension(document.Name)));

    private static Solution TwoProjects(AdhocWorkspace workspace, string id)
    {
        Solution solution = workspace.CurrentSolution;
        foreach (string name in new[] { "First", "Second" })
        {
            var project = ProjectId.CreateNewId(name);
            solution = solution
                .AddProject(project, name, name, LanguageNames.CSharp)
                .WithProjectCompilationOptions(project, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable))
                .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.Latest))
                .AddMetadataReferences(project, [.. Basic.Reference.Assemblies.Net100.References.All, Package.Reference])
                .AddAnalyzerConfigDocument(DocumentId.CreateNewId(project), ".editorconfig", SourceText.From("root = true\n[*.cs]\nrisktrace_broker_types = Vendor*\n"), filePath: $"/{name}/.editorconfig");
            foreach ((string document, string text) in Documents
                .Select(document => (document, ReportedOnce.By(id, document)))
                .Concat([("Usings", Bot.Usings), ("Broker", Bot.Broker), ("Wrapper", Bot.Wrapper), ("Program", "static class Program { static void Main() { } }")]))
            {
                solution = solution.AddDocument(DocumentId.CreateNewId(project), document + ".cs", SourceText.From(text), filePath: $"/{name}/{document}.cs");
            }
        }

        return solution;
    }

    /// <summary>What one analyzer reports, as the editor asks for it.</summary>
    private sealed class Reports(string id) : FixAllContext.DiagnosticProvider
    {
        private readonly DiagnosticAnalyzer _analyzer = RuleCatalog.Analyzers.Single(analyzer => analyzer.SupportedDiagnostics[0].Id == id);

        public async Task<IEnumerable<Diagnostic>> OfAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await GetAllDiagnosticsAsync(document.Project, cancellationToken)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => OfAsync(document, cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => await (await project.GetCompilationAsync(cancellationToken))!
                .WithAnalyzers([_analyzer], project.AnalyzerOptions)
                .GetAnalyzerDiagnosticsAsync(cancellationToken);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
