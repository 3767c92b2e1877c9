using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>Changes all broker parameters of a document, project or solution in one plan, for methods that call each other change together.</summary>
internal sealed class TakeTracedWrapperFixAll : FixAllProvider
{
    public static readonly TakeTracedWrapperFixAll Instance = new();

    private TakeTracedWrapperFixAll()
    {
    }

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        WrapperParameters parameters = new(fixAllContext.Solution, fixAllContext.CancellationToken);
        foreach (Document document in DocumentsOf(fixAllContext))
        {
            ImmutableArray<Diagnostic> diagnostics = await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            foreach (Diagnostic diagnostic in diagnostics)
            {
                if (await TakeTracedWrapper.FindAsync(document, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false) is { } parameter)
                    await parameters.AddAsync(parameter).ConfigureAwait(false);
            }
        }

        return await parameters.ApplyAsync().ConfigureAwait(false) is { } solution
            ? CodeAction.Create("Take the traced wrappers as parameters", _ => Task.FromResult(solution), nameof(TakeTracedWrapper))
            : null;
    }

    private static IEnumerable<Document> DocumentsOf(FixAllContext context) => context.Scope switch
    {
        FixAllScope.Document => context.Document is { } document ? [document] : [],
        FixAllScope.Project => context.Project.Documents,
        FixAllScope.Solution => context.Solution.Projects.SelectMany(static project => project.Documents),
        _ => [],
    };
}
