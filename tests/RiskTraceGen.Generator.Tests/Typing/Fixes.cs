using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.Generator.Tests.Typing;

/// <summary>The fixes that are offered for what the analyzers say, each applied.</summary>
internal static class Fixes
{
    private static readonly CodeFixProvider[] Providers = [.. typeof(IntroduceTracedLocal).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    public static async Task ApplyAllAsync(TypedProject project, IReadOnlyList<Diagnostic> found, CancellationToken cancellationToken)
    {
        if (!found.Any(diagnostic => Providers.Any(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id))))
            return;

        using var workspace = new AdhocWorkspace();
        ProjectId id = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Typed", "TradingBot", LanguageNames.CSharp,
            compilationOptions: project.Generated.Options, parseOptions: project.Typed.Options, metadataReferences: project.Generated.References));
        var documents = new Dictionary<SyntaxTree, DocumentId>();
        foreach (SyntaxTree tree in project.Generated.SyntaxTrees)
        {
            DocumentId document = DocumentId.CreateNewId(id);
            solution = solution.AddDocument(document, Path.GetFileName(tree.FilePath), tree.GetText(cancellationToken), filePath: tree.FilePath);
            documents.Add(tree, document);
        }

        foreach (Diagnostic diagnostic in found)
            foreach (CodeFixProvider provider in Providers)
                if (provider.FixableDiagnosticIds.Contains(diagnostic.Id))
                    await ApplyAsync(provider, solution.GetDocument(documents[diagnostic.Location.SourceTree!])!, diagnostic, cancellationToken);
    }

    private static async Task ApplyAsync(CodeFixProvider provider, Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var offered = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), cancellationToken));
        foreach (CodeAction action in offered)
            Assert.NotEmpty(await action.GetOperationsAsync(cancellationToken));
    }
}
