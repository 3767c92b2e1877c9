using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>The place of a diagnostic, and what a fix asks about it.</summary>
internal sealed record FixPlace(
    Document Document, SyntaxNode Node, SemanticModel Model, SourceText Text, KnownSymbols Symbols, CancellationToken CancellationToken)
{
    /// <summary>The operation of the call that the diagnostic names, or of the node itself.</summary>
    public IOperation? Operation => Model.GetOperation(
        Node is SimpleNameSyntax name && name.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } call && NameOf(call) == name
            ? call
            : Node,
        CancellationToken);

    /// <summary>
    /// Whether the function, or what calls it, can come to a broker call behind this place: no alert, and no
    /// refusal of another call, may delay it or keep it from being made.
    /// </summary>
    public bool LeadsToAction
        => Operation is { } operation
           && operation.Root() is { SemanticModel: { } model } root
           && LaterAction.MayFollow(operation, () => ControlFlowGraph.Create(root.Syntax, model, CancellationToken)!, Symbols, CancellationToken);

    /// <summary>Whether nobody can catch what is thrown there.</summary>
    public Task<bool> IsUncaughtAsync() => UncaughtCode.IncludesAsync(this);

    /// <summary>Null where the package is not referenced.</summary>
    public static async Task<FixPlace?> AtAsync(Document document, TextSpan span, CancellationToken cancellationToken)
        => await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
           && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
           && KnownSymbols.Of(model.Compilation) is { } symbols
            ? new FixPlace(
                document,
                root.FindNode(span, getInnermostNodeForTie: true),
                model,
                await document.GetTextAsync(cancellationToken).ConfigureAwait(false),
                symbols,
                cancellationToken)
            : null;

    /// <summary>Whether the function around <paramref name="node"/>, and the statements in between, allow an <c>await</c>.</summary>
    public static bool AllowsAwait(SyntaxNode node)
    {
        foreach (SyntaxNode ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax member:
                    return member.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case LockStatementSyntax or UnsafeStatementSyntax or QueryExpressionSyntax or CatchFilterClauseSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether a comment or a directive would be lost with <paramref name="span"/>.</summary>
    public bool HasComments(TextSpan span) => Node.SyntaxTree.GetRoot(CancellationToken).DescendantTrivia(span, descendIntoTrivia: true)
        .Any(trivia => span.OverlapsWith(trivia.Span) && !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>The using directive that <paramref name="type"/> needs to be written by its name alone; none where it can be.</summary>
    public IEnumerable<TextChange> UsingFor(string type, string space) => UsingsFor((type, space));

    /// <summary>The using directives that types need to be written by their names alone.</summary>
    public IEnumerable<TextChange> UsingsFor(params (string Type, string Space)[] used)
        => UsingDirectives.Adding(
            [.. used
                .Where(use => !Model.LookupNamespacesAndTypes(Node.SpanStart, name: use.Type)
                    .Any(symbol => symbol.ContainingNamespace?.ToDisplayString() == use.Space))
                .Select(static use => use.Space)
                .Distinct()],
            Node);

    public static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        var expression => expression as SimpleNameSyntax,
    };
}
