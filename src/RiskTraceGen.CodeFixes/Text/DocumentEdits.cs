using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Changes of text, collected by document and applied together; the same change twice counts once.</summary>
internal sealed class DocumentEdits
{
    private readonly Dictionary<DocumentId, HashSet<TextChange>> _changes = [];

    public void Add(Document document, IEnumerable<TextChange> added)
    {
        if (!_changes.TryGetValue(document.Id, out HashSet<TextChange>? changes))
            _changes.Add(document.Id, changes = []);

        changes.UnionWith(added);
    }

    public async Task<Solution> ApplyToAsync(Solution solution, CancellationToken cancellationToken)
    {
        foreach (KeyValuePair<DocumentId, HashSet<TextChange>> entry in _changes)
        {
            if (solution.GetDocument(entry.Key) is { } document)
            {
                SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentText(entry.Key, text.WithChanges(entry.Value.OrderBy(static change => change.Span.Start)));
            }
        }

        return solution;
    }
}
