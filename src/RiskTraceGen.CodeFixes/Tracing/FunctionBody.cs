using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>The function that a node runs in, as far as one local can reach: lambdas share the locals around them, local functions may run before
/// those are assigned, and static functions cannot see them.</summary>
internal static class FunctionBody
{
    public static SyntaxNode Of(SyntaxNode node) => node.Ancestors().First(IsBoundary);

    /// <summary>The member around all functions: the place where names must be unique.</summary>
    public static SyntaxNode MemberOf(SyntaxNode node)
        => node.AncestorsAndSelf().First(static ancestor => ancestor is (MemberDeclarationSyntax and not GlobalStatementSyntax) or CompilationUnitSyntax);

    private static bool IsBoundary(SyntaxNode node) => node switch
    {
        CompilationUnitSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax => true,
        GlobalStatementSyntax => false,
        MemberDeclarationSyntax => true,
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };
}
