using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Writes a last statement into a block.</summary>
internal static class BlockEnd
{
    public static TextChange Append(this SourceText text, BlockSyntax block, string statement)
    {
        int close = block.CloseBraceToken.SpanStart;
        if (!text.StartsItsLine(close))
            return FixPlace.Insert(close, char.IsWhiteSpace(text[close - 1]) ? statement + " " : $" {statement} ");

        string indentation = block.Statements.LastOrDefault() is { } last && text.StartsItsLine(last.SpanStart)
            ? text.IndentationAt(last.SpanStart)
            : text.IndentationAt(close).Deeper();
        return FixPlace.Insert(text.Lines.GetLineFromPosition(close).Start, indentation + statement + text.NewLine());
    }
}
