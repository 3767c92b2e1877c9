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
    /// <summary>What each rule reports once, in a document that stands alone. <c>$</c> is the document's name.</summary>
    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["RTG0101"] = "class $ { void Run(ITradingSuite suite, RiskFlow flow) { suite.CancelAll(); } }",
        ["RTG0102"] = "namespace Vendor$ { public interface IOrders { void Submit(); } } class $ { void Run(Vendor$.IOrders orders) => orders.Submit(); }",
        ["RTG0103"] = "class $ { Action Run(ITradingSuite suite, RiskFlow flow) => suite.CancelAll; }",
        ["RTG0104"] = "public interface I$ { [BrokerCall(\"login\")] void Login(string user, string pwd); }",
        ["RTG0201"] = "[HookEvent(\"margin_$\")] record struct Margin$; class $ { [Hook(\"margin_$\")] public void On(Margin$ margin) { } async Task Run(RiskFlow flow) { await Task.Yield(); flow.Raise(new Margin$()); } }",
        ["RTG0202"] = "class $ { [Hook(\"on_breach\")] public async void On(BreachDetected breach) => await Task.Yield(); }",
        ["RTG0203"] = "class $ { [Hook(\"on_breach\")] public void On(BreachDetected breach) { try { Console.Beep(); } catch { } } }",
        ["RTG0204"] = "class $ { [Hook(\"on_braech\")] public void On(BreachDetected breach) { } }",
        ["RTG0205"] = "[HookEvent(\"margin_$\")] record struct Margin$; class $ { void Run(RiskFlow flow) => flow.Raise(new Margin$()); }",
        ["RTG0207"] = "class $ { [Hook(\"on_breach\")] public void On() { } }",
        ["RTG0209"] = "class $ { async Task Run(RiskFlow flow, BreachDetected breach) { await Task.Yield(); _ = flow.RaiseAsync(breach); } }",
        ["RTG0301"] = "[RiskRule(\"rule_$\")] class $ { public bool Check(PositionUpdated position) => true; }",
        ["RTG0303"] = "class $ { public RuleResult Check(PositionUpdated position, RiskFlow flow) => RuleResult.Breach(DateTimeOffset.UtcNow.ToString()); }",
        ["RTG0304"] = "class $ { public async ValueTask<RuleResult> CheckAsync(PositionUpdated position) { await Task.Yield(); Thread.Sleep(5); return RuleResult.Pass; } }",
        ["RTG0305"] = "class $ { public async ValueTask<RuleResult> CheckAsync(PositionUpdated position) { await Task.Yield(); _ = Task.Delay(5); return RuleResult.Pass; } }",
        ["RTG0306"] = "class $ { public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, BreachDetected breach) { await suite.Flow.RaiseAsync(breach); await suite.ClosePositionDirectAsync(\"MNQ\"); return RuleResult.Pass; } }",
        ["RTG0307"] = "class $ { public RuleResult Check(PositionUpdated position) { try { return RuleResult.Breach(position.ContractId); } catch (Exception) { return RuleResult.Pass; } } }",
        ["RTG0401"] = "class $ { async Task Run(TracedTradingSuite suite) { await suite.ClosePositionDirectAsync(\"MNQ\"); } }",
        ["RTG0402"] = "class $ { async Task<OrderResult> Run(TracedTradingSuite suite, CancellationToken token) => await suite.ClosePositionDirectAsync(\"MNQ\"); }",
        ["RTG0404"] = "public interface I$ { [BrokerCall(\"close\", Fallback = \"Flaten\")] bool Close(int order); bool Flatten(int order); }",
        ["RTG0405"] = "class $ { async Task Run(TracedTradingSuite suite) { await Task.Yield(); _ = suite.ClosePositionDirectAsync(\"MNQ\"); } }",
        ["RTG0501"] = "class $ { void Run(RiskTracer tracer) { RiskFlow flow = tracer.StartFlow(\"OPEN\"); flow.Check(\"open\", true); } }",
    };

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
        Solution before = TwoProjects(workspace, Sources[id]);
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

    private static Solution TwoProjects(AdhocWorkspace workspace, string source)
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
                .Select(document => (document, source.Replace("$", document, StringComparison.Ordinal)))
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
