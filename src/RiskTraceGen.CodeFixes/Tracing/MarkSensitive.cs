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
        SyntaxNode? declaration = place.Node.FirstAncestorOrSelf<SyntaxNode>(static node => node is ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax or StatementSyntax or AttributeSyntax);
        return Task.FromResult<IEnumerable<TextChange>?>(declaration is ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax { Declaration.Variables.Count: 1 }
            ? [.. place.UsingFor("SensitiveAttribute", "RiskTraceGen"), FixPlace.Insert(declaration.SpanStart, "[Sensitive] ")]
            : null);
    }
}
