using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>A place where locals can be declared ahead of some code: before a statement, around one that stands alone under its <c>if</c>,
/// or in the expression body of a function, which then becomes a block.</summary>
internal sealed class Anchor(SyntaxNode node)
{
    /// <summary>The statement or expression that the locals are declared ahead of.</summary>
    public SyntaxNode Node { get; } = node;

    /// <summary>The nearest place ahead of all <paramref name="uses"/> within their function.</summary>
    public static Anchor? For(IReadOnlyList<SyntaxNode> uses, SyntaxNode body)
    {
        SyntaxNode common = uses[0];
        while (common != body && !uses.All(use => common.Span.Contains(use.Span)))
            common = common.Parent!;

        if (StatementIn(common, uses[0]) is { } statement)
            return Labels.Beside(statement).Any(label => label.SpanStart >= statement.SpanStart && label.SpanStart < uses[uses.Count - 1].SpanStart)
                ? null
                : new Anchor(statement);

        foreach (SyntaxNode node in common.AncestorsAndSelf())
        {
            if (node is StatementSyntax && CanStandAlone(node))
                return new Anchor(node);

            if (node.Parent is ArrowExpressionClauseSyntax arrow)
                return CanBecomeBlock(arrow) ? new Anchor(node) : null;

            if (node == body)
                return null;
        }

        return null;
    }

    public IEnumerable<TextChange> Declare(IReadOnlyList<string> declarations, SourceText text, bool returnsValue)
    {
        string newLine = text.NewLine();
        string indentation = text.IndentationAt(Node.SpanStart);
        if (Node.Parent is ArrowExpressionClauseSyntax arrow)
            return AsBlock(arrow, declarations, text, returnsValue);

        if (!text.StartsItsLine(Node.SpanStart))
        {
            string before = string.Concat(declarations.Select(static declaration => declaration + " "));
            return IsListed(Node) ? [Insert(Node.SpanStart, before)] : [Insert(Node.SpanStart, "{ " + before), Insert(Node.Span.End, " }")];
        }

        if (IsListed(Node))
            return [Insert(text.LineAbove(Node), string.Concat(declarations.Select(declaration => indentation + declaration + newLine)))];

        string outer = text.IndentationAt(Node.Parent!.SpanStart);
        string lines = string.Concat(declarations.Select(declaration => indentation + declaration + newLine));
        return
        [
            Insert(text.LineAbove(Node), outer + "{" + newLine + lines),
            Insert(AfterComments(Node, text), newLine + outer + "}"),
        ];
    }

    private static IEnumerable<TextChange> AsBlock(ArrowExpressionClauseSyntax arrow, IReadOnlyList<string> declarations, SourceText text, bool returnsValue)
    {
        string newLine = text.NewLine();
        string outer = text.IndentationAt(arrow.Parent!.SpanStart);
        string inner = outer.Deeper();
        string lines = string.Concat(declarations.Select(declaration => inner + declaration + newLine));
        return
        [
            new TextChange(
                TextSpan.FromBounds(arrow.GetFirstToken().GetPreviousToken().Span.End, arrow.Expression.SpanStart),
                $"{newLine}{outer}{{{newLine}{lines}{inner}{(returnsValue ? "return " : "")}"),
            Insert(AfterComments(arrow.Parent, text), $"{newLine}{outer}}}"),
        ];
    }

    /// <summary>Comments around the arrow have no place in a block.</summary>
    private static bool CanBecomeBlock(ArrowExpressionClauseSyntax arrow)
        => arrow.Parent is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
           && arrow.Expression is not (ThrowExpressionSyntax or RefExpressionSyntax)
           && arrow.GetFirstToken().GetPreviousToken().TrailingTrivia
               .Concat(arrow.ArrowToken.LeadingTrivia).Concat(arrow.ArrowToken.TrailingTrivia).Concat(arrow.Expression.GetLeadingTrivia())
               .All(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>The statement of the list <paramref name="list"/> that holds <paramref name="use"/>.</summary>
    private static SyntaxNode? StatementIn(SyntaxNode list, SyntaxNode use)
        => list is BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax
            ? list.ChildNodes().First(child => child.Span.Contains(use.Span)) switch
            {
                GlobalStatementSyntax global => global.Statement,
                StatementSyntax and not BlockSyntax and var statement => statement,
                _ => null,
            }
            : null;

    /// <summary>Whether a declaration before <paramref name="statement"/>, or braces around both, leave the code around them as it is.</summary>
    private static bool CanStandAlone(SyntaxNode statement)
        => statement is not (BlockSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax)
           && statement.Parent is not LabeledStatementSyntax
           && !(statement is IfStatementSyntax && statement.Parent is ElseClauseSyntax);

    private static bool IsListed(SyntaxNode statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;

    private static int AfterComments(SyntaxNode node, SourceText text)
        => node.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? text.Lines.GetLineFromPosition(node.Span.End).End : node.Span.End;

    private static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);
}
