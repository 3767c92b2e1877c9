using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>Finds where a variable or member is given another value.</summary>
internal static class Writes
{
    public static IEnumerable<SyntaxNode> Of(ISymbol symbol, SyntaxNode body, SemanticModel model, CancellationToken cancellationToken)
        => body.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == symbol.Name && IsWritten(name) && model.GetSymbolInfo(name, cancellationToken).Symbol.Is(symbol));

    private static bool IsWritten(IdentifierNameSyntax name)
    {
        SyntaxNode target = name;
        while (target.Parent is MemberAccessExpressionSyntax access && access.Name == target
               || target.Parent is ParenthesizedExpressionSyntax or TupleExpressionSyntax
               || target.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax })
        {
            target = target.Parent;
        }

        return target.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == target,
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword),
            RefExpressionSyntax => true,
            ForEachVariableStatementSyntax loop => loop.Variable == target,
            _ => false,
        };
    }
}
