using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>RTG0104: keeps the value out of the trace.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkSensitive)), Shared]
public sealed class MarkSensitive() : DocumentFix("Mark it [Sensitive]", TracedSecret.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
    {
        SyntaxNode? declaration = place.Node.FirstAncestorOrSelf<SyntaxNode>(static node
            => node is ExpressionSyntax or ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax or MethodDeclarationSyntax
                or StatementSyntax or AttributeSyntax);
        TextChange? mark = declaration switch
        {
            ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax { Declaration.Variables.Count: 1 }
                => FixPlace.Insert(declaration.SpanStart, "[Sensitive] "),
            MethodDeclarationSyntax method => OnResult(method, place.Text),
            _ => null,
        };
        return Task.FromResult<IEnumerable<TextChange>?>(mark is { } change ? [.. place.UsingFor("SensitiveAttribute", "RiskTraceGen"), change] : null);
    }

    // Behind its other attributes, on a line of its own if they have some.
    private static TextChange OnResult(MethodDeclarationSyntax method, SourceText text)
    {
        SyntaxToken first = method.AttributeLists.Count == 0 ? method.GetFirstToken() : method.AttributeLists.Last().GetLastToken().GetNextToken();
        return FixPlace.Insert(
            first.SpanStart, "[return: Sensitive]" + (text.StartsItsLine(first.SpanStart) ? text.NewLine() + text.IndentationAt(first.SpanStart) : " "));
    }
}
