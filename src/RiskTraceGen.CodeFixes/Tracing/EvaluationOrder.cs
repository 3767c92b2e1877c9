using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>Tells what a statement does first.</summary>
internal static class EvaluationOrder
{
    /// <summary>
    /// Whether <paramref name="place"/>, a statement or an expression body, begins with <paramref name="value"/>: it is evaluated once, always, and before
    /// anything else. Only then can it move ahead of the statement. What is not known here is taken for a no.
    /// </summary>
    public static bool IsFirst(SyntaxNode value, SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        for (SyntaxNode node = value; node != place; node = node.Parent!)
        {
            if (!BeginsWith(node.Parent, node, model, cancellationToken))
                return false;
        }

        return true;
    }

    private static bool BeginsWith(SyntaxNode? whole, SyntaxNode part, SemanticModel model, CancellationToken cancellationToken) => whole switch
    {
        MemberAccessExpressionSyntax access => access.Expression == part,
        ConditionalAccessExpressionSyntax access => access.Expression == part,
        InvocationExpressionSyntax call => call.Expression == part,
        ElementAccessExpressionSyntax element => element.Expression == part,
        AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => true,
        BinaryExpressionSyntax binary => binary.Left == part,
        IsPatternExpressionSyntax test => test.Expression == part,
        ConditionalExpressionSyntax choice => choice.Condition == part,
        SwitchExpressionSyntax choice => choice.GoverningExpression == part,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target } assignment
            => assignment.Right == part && model.GetSymbolInfo(target, cancellationToken).Symbol is ILocalSymbol or IParameterSymbol or IDiscardSymbol,
        EqualsValueClauseSyntax => true,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } declarator => declaration.Variables[0] == declarator,
        VariableDeclarationSyntax or LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax => true,
        IfStatementSyntax branch => branch.Condition == part,
        SwitchStatementSyntax branch => branch.Expression == part,
        ForEachStatementSyntax loop => loop.Expression == part,
        _ => false,
    };
}
