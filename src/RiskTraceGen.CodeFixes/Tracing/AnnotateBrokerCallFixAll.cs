using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>Puts all attributes of a project into the first document that needs one: two of the same would say it twice.</summary>
internal sealed class AnnotateBrokerCallFixAll : FixAllProvider
{
    public static readonly AnnotateBrokerCallFixAll Instance = new();

    private AnnotateBrokerCallFixAll()
    {
    }

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        Solution solution = fixAllContext.Solution;
        foreach (Project project in fixAllContext.Scope == FixAllScope.Solution ? solution.Projects : [fixAllContext.Project])
        {
            ImmutableArray<Diagnostic> diagnostics = fixAllContext is { Scope: FixAllScope.Document, Document: { } document }
                ? await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            List<Diagnostic> inOrder = [.. diagnostics
                .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
            if (inOrder.FirstOrDefault()?.Location.SourceTree is { } tree
                && solution.GetDocument(tree) is { } first
                && await AnnotateBrokerCall.AnnotateAsync(first, inOrder, fixAllContext.CancellationToken).ConfigureAwait(false) is { } annotated)
            {
                solution = annotated.Project.Solution;
            }
        }

        return solution == fixAllContext.Solution
            ? null
            : CodeAction.Create("Mark them as broker calls of their assembly", _ => Task.FromResult(solution), nameof(AnnotateBrokerCall));
    }
}
