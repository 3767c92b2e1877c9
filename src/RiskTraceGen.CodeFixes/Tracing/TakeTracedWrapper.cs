using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>RTG0101: the method takes the wrapper instead of the broker, and its callers pass one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TakeTracedWrapper)), Shared]
public sealed class TakeTracedWrapper : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UntracedBrokerCall.Id);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => TakeTracedWrapperFixAll.Instance;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            WrapperParameters parameters = new(context.Document.Project.Solution, context.CancellationToken);
            if (await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } parameter)
                continue;

            await parameters.AddAsync(parameter).ConfigureAwait(false);
            if (await parameters.ApplyAsync().ConfigureAwait(false) is { } solution)
                context.RegisterCodeFix(CodeAction.Create(Title(parameter), _ => Task.FromResult(solution), nameof(TakeTracedWrapper)), diagnostic);
        }
    }

    /// <summary>The broker parameter that the reported call is made on.</summary>
    internal static async Task<BrokerParameter?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        => await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
           && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
           && KnownSymbols.Of(model.Compilation) is { } symbols
           && BrokerCallSite.At(diagnostic.Location.SourceSpan, root, model, symbols, cancellationToken) is { } site
            ? BrokerParameter.From(site, document, model, cancellationToken)
            : null;

    private static string Title(BrokerParameter parameter) => $"Take '{parameter.WrapperType} {parameter.Symbol.Name}' as the parameter";
}
