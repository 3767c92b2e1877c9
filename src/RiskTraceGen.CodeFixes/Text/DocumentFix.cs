using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>
/// A fix that changes a few places in the text of its document and leaves everything else as it is. Fix All makes all changes of a document at once.
/// </summary>
public abstract class DocumentFix : CodeFixProvider
{
    private readonly string _title;

    private protected DocumentFix(string title, params string[] ids)
    {
        _title = title;
        FixableDiagnosticIds = [.. ids];
    }

    /// <inheritdoc />
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false) ?? document);

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await FixAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false) is { } mended)
                context.RegisterCodeFix(CodeAction.Create(_title, _ => Task.FromResult(mended), GetType().Name), diagnostic);
        }
    }

    /// <summary>Null where the fix is not offered, because the result would not compile or would do something else.</summary>
    private protected abstract Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place);

    private async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        HashSet<TextChange> changes = [];
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            // Changes inside of one another are left to the next round.
            if (await FixPlace.AtAsync(document, diagnostic.Location.SourceSpan, cancellationToken).ConfigureAwait(false) is { } place
                && await ChangesAsync(place).ConfigureAwait(false) is { } added
                && added.ToList() is var all
                && all.TrueForAll(change => changes.Contains(change) || !changes.Any(other => other.Span.OverlapsWith(change.Span))))
            {
                changes.UnionWith(all);
            }
        }

        if (changes.Count == 0)
            return null;

        SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(static change => change.Span.Start)));
    }
}
