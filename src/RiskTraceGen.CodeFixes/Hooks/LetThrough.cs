using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>RTG0203: the catch ends with <c>throw;</c>. What it writes down it still does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LetThrough)), Shared]
public sealed class LetThrough() : DocumentFix("Let the exception through", SwallowingHandler.Id)
{
    private const string Throw = "throw;";

    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
    {
        IEnumerable<TextChange>? changes = place.Node.FirstAncestorOrSelf<CatchClauseSyntax>()?.Block switch
        {
            null => null,
            { Statements: [.., ReturnStatementSyntax last] } => last.Expression?.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax) is true
                ? null
                : [new TextChange(last.Span, Throw)],
            var block => [place.Text.Append(block, Throw)],
        };

        return Task.FromResult(changes);
    }
}
