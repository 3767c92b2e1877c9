using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>
/// RTG0101: declares one local, <c>var tracedSuite = suite.Traced(flow);</c>, and makes every call of the function on that broker through it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IntroduceTracedLocal)), Shared]
public sealed class IntroduceTracedLocal : CodeFixProvider
{
    private const string Title = "Call it through a traced local";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UntracedBrokerCall.Id);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false) ?? document);

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await FixAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false) is { } traced)
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(traced), nameof(IntroduceTracedLocal)), diagnostic);
        }
    }

    /// <summary>Null when nothing could be fixed: no wrapper, no flow in scope, or a receiver without a value of its own, such as <c>base</c>.</summary>
    private static async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.Of(model.Compilation) is not { } symbols)
        {
            return null;
        }

        SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        TracedLocals locals = new(model, text, symbols, cancellationToken);
        bool any = false;
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            if (BrokerCallSite.At(diagnostic.Location.SourceSpan, root, model, symbols, cancellationToken) is { } site)
                any |= locals.Add(site);
        }

        return any ? document.WithText(locals.Apply()) : null;
    }
}
