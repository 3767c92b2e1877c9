using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>Where a report about an operation stands.</summary>
internal static class OperationPlaces
{
    /// <summary>The name of the method that a call, or a method group, is of: without its receiver and arguments.</summary>
    public static Location NameLocation(this IOperation access)
        => NameOf(access.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : access.Syntax).GetLocation();

    private static SyntaxNode NameOf(SyntaxNode access) => access switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        var name => name,
    };
}
