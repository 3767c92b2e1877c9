using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.CodeFixes.Tracing;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Flows;

/// <summary>RTG0501: declares the flow with <c>using</c>, so that every way out ends it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseFlow)), Shared]
public sealed class UseFlow() : DocumentFix("Declare it with 'using'", UnfinishedFlow.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place) => Task.FromResult(Changes(place));

    private static IEnumerable<TextChange>? Changes(FixPlace place)
    {
        // Not in a section of a switch, where the compiler allows none, nor where a goto may jump over it. What is used
        // cannot be given another value; and a nullable flow, or what is made with one, cannot be used.
        if (place.Node.FirstAncestorOrSelf<SyntaxNode>(static node => node is StatementSyntax or AnonymousFunctionExpressionSyntax)
            is not LocalDeclarationStatementSyntax
            {
                UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: var start } variable], Parent: BlockSyntax or GlobalStatementSyntax,
            } declaration
            || start is not (InvocationExpressionSyntax or ParenthesizedExpressionSyntax)
            || !start.Span.Contains(place.Node.Span)
            || Labels.Beside(declaration).Any()
            || place.Model.GetDeclaredSymbol(variable, place.CancellationToken) is not ILocalSymbol { Type: var type } flow
            || !Annotations.IsLibraryType(type, "RiskFlow")
            || Writes.Of(flow, FunctionBody.MemberOf(declaration), place.Model, place.CancellationToken).Any(write => write.SpanStart > declaration.Span.End))
        {
            return null;
        }

        return [FixPlace.Insert(declaration.SpanStart, "using ")];
    }
}
