using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Turns a statement that drops an answer into an <c>if</c> that looks at it and throws.</summary>
internal sealed class ThrowingCheck
{
    private readonly FixPlace _place;
    private readonly ExpressionStatementSyntax _statement;

    private ThrowingCheck(FixPlace place, ExpressionStatementSyntax statement, ExpressionSyntax answer)
    {
        _place = place;
        _statement = statement;
        Answer = answer;
    }

    /// <summary>What the statement drops, without the discard that it may be dropped by.</summary>
    public ExpressionSyntax Answer { get; }

    /// <summary>
    /// Null where an <c>if</c> would lose a comment, or take the <c>else</c> of another; and where nobody could catch a throw, or it would
    /// keep a later broker call from being made, or, in a <c>finally</c>, hide the exception under way.
    /// </summary>
    public static async Task<ThrowingCheck?> OfAsync(SyntaxNode call, FixPlace place)
    {
        if (call.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement)
            return null;

        ExpressionSyntax answer = statement.Expression is AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
            Left: IdentifierNameSyntax { Identifier.ValueText: "_" }
        } discard
            ? discard.Right
            : statement.Expression;
        return IsAheadOfElse(statement)
               || place.HasComments(TextSpan.FromBounds(statement.SpanStart, answer.SpanStart))
               || place.HasComments(TextSpan.FromBounds(answer.Span.End, statement.SemicolonToken.SpanStart))
               || HasDirectives(statement)
               || IsInFinally(statement)
               || place.LeadsToAction
               || await place.IsUncaughtAsync().ConfigureAwait(false)
            ? null
            : new ThrowingCheck(place, statement, answer);
    }

    /// <param name="before">What stands before the answer, beginning with <c>if (</c>.</param>
    /// <param name="after">What stands behind it.</param>
    /// <param name="message">The message of the exception.</param>
    public IEnumerable<TextChange> Throw(string before, string after, string message)
    {
        string indentation = _place.Text.IndentationAt(_statement.SpanStart).Deeper();
        string refusal = $"throw new InvalidOperationException({SymbolDisplay.FormatLiteral(message, quote: true)});";
        return
        [
            .. _place.UsingFor("InvalidOperationException", "System"),
            new TextChange(TextSpan.FromBounds(_statement.SpanStart, Answer.SpanStart), before),
            new TextChange(TextSpan.FromBounds(Answer.Span.End, _statement.SemicolonToken.Span.End), $"{after}{_place.Text.NewLine()}{indentation}{refusal}"),
        ];
    }

    /// <summary>Whether the answer is that of <paramref name="call"/>, or what awaits it; in a conditional access there may be nobody who answers.</summary>
    public bool IsOf(SyntaxNode call)
        => Answer is InvocationExpressionSyntax ? Answer == call
            : Answer is AwaitExpressionSyntax { Expression: InvocationExpressionSyntax awaited }
              && (awaited == call
                  || (awaited.Expression is MemberAccessExpressionSyntax { Expression: var inner, Name.Identifier.ValueText: "ConfigureAwait" }
                      && inner == call));

    // Also the 'else' of an 'if' further out, with no block between.
    private static bool IsAheadOfElse(SyntaxNode statement)
        => statement.AncestorsAndSelf().TakeWhile(static node => node is (StatementSyntax and not BlockSyntax) or ElseClauseSyntax)
            .Any(static node => node.Parent is IfStatementSyntax { Else: not null } around && around.Statement == node);

    // Another configuration may have another end of the call.
    private static bool HasDirectives(SyntaxNode statement)
        => statement.DescendantTrivia().Any(trivia => trivia.IsDirective && statement.Span.Contains(trivia.Span));

    private static bool IsInFinally(SyntaxNode statement) => statement.Ancestors().Any(static node => node is FinallyClauseSyntax);
}
