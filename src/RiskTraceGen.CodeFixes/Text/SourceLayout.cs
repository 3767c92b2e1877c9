using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>How the source is laid out: its line ends and indentation, which fixes keep.</summary>
internal static class SourceLayout
{
    public static string NewLine(this SourceText text)
    {
        TextLine first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
    }

    /// <summary>The white space at the beginning of the line of <paramref name="position"/>.</summary>
    public static string IndentationAt(this SourceText text, int position)
    {
        string line = text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    public static string Deeper(this string indentation) => indentation + (indentation.IndexOf('\t') >= 0 ? "\t" : "    ");

    public static bool StartsItsLine(this SourceText text, int position)
    {
        TextLine line = text.Lines.GetLineFromPosition(position);
        return string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(line.Start, position)));
    }

    /// <summary>
    /// Where a new line above <paramref name="node"/> belongs: before the comments that stand directly over it, after directives and empty lines.
    /// </summary>
    public static int LineAbove(this SourceText text, SyntaxNode node)
    {
        int line = text.Lines.GetLineFromPosition(node.SpanStart).LineNumber;
        SyntaxTriviaList leading = node.GetLeadingTrivia();
        while (line > 0 && IsComment(text.Lines[line - 1], leading))
            line--;

        return text.Lines[line].Start;
    }

    private static bool IsComment(TextLine line, SyntaxTriviaList leading)
        => leading.Span.Contains(line.Span)
           && leading.Any(trivia => (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
               && trivia.Span.IntersectsWith(line.Span))
           && leading.All(trivia => !trivia.IsDirective || !trivia.Span.IntersectsWith(line.Span));
}
