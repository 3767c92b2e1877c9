using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>Where a report about an operation stands.</summary>
internal static class OperationPlaces
{
    /// <summary>The name of what is called, without its receiver and arguments.</summary>
    public static Location NameLocation(this IInvocationOperation call) => NameOf(call.Syntax).GetLocation();

    private static SyntaxNode NameOf(SyntaxNode call) => call is InvocationExpressionSyntax invocation
        ? invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            var name => name,
        }
        : call;
}
