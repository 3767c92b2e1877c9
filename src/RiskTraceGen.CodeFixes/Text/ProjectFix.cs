using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>What a report asks of a project, wherever in it that is written.</summary>
/// <param name="Subject">What it is about: of several reports about one subject the first is mended, and the others with it.</param>
/// <param name="Document">Where it is written.</param>
/// <param name="Changes">What is written.</param>
internal sealed record ProjectChange(string Subject, Document Document, IEnumerable<TextChange> Changes);

/// <summary>A fix that adds to a project what is missing in it, often in another document than the report's.</summary>
public abstract class ProjectFix : CodeFixProvider
{
    private readonly string _title;

    private protected ProjectFix(string title, params string[] ids)
    {
        _title = title;
        FixableDiagnosticIds = [.. ids];
    }

    /// <inheritdoc />
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => new All(this);

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            Solution solution = context.Document.Project.Solution;
            if (await MendAsync(solution, [diagnostic], context.CancellationToken).ConfigureAwait(false) is { } mended && mended != solution)
                context.RegisterCodeFix(ActionTo(mended), diagnostic);
        }
    }

    /// <summary>Null where the fix is not offered, because there is no place for what is missing.</summary>
    private protected abstract Task<ProjectChange?> ChangeAsync(FixPlace place);

    private CodeAction ActionTo(Solution mended) => CodeAction.Create(_title, _ => Task.FromResult(mended), GetType().Name);

    private async Task<Solution> MendAsync(Solution solution, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        DocumentEdits edits = new();
        HashSet<(ProjectId, string)> mended = [];
        foreach (Diagnostic diagnostic in diagnostics
            .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            if (solution.GetDocument(diagnostic.Location.SourceTree) is { } document
                && await FixPlace.AtAsync(document, diagnostic.Location.SourceSpan, cancellationToken).ConfigureAwait(false) is { } place
                && await ChangeAsync(place).ConfigureAwait(false) is { } change
                && mended.Add((document.Project.Id, change.Subject)))
            {
                edits.Add(change.Document, change.Changes);
            }
        }

        return await edits.ApplyToAsync(solution, cancellationToken).ConfigureAwait(false);
    }

    private sealed class All(ProjectFix fix) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            List<Diagnostic> diagnostics = [];
            if (fixAllContext is { Scope: FixAllScope.Document, Document: { } document })
                diagnostics.AddRange(await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false));
            else
                foreach (Project project in fixAllContext.Scope == FixAllScope.Solution ? fixAllContext.Solution.Projects : [fixAllContext.Project])
                    diagnostics.AddRange(await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false));

            return fix.ActionTo(await fix.MendAsync(fixAllContext.Solution, diagnostics, fixAllContext.CancellationToken).ConfigureAwait(false));
        }
    }
}
