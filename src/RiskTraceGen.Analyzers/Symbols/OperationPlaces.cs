using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>Where an operation, and a report about it, stands.</summary>
internal static class OperationPlaces
{
    /// <summary>The name of the method that a call, or a method group, is of: without its receiver and arguments.</summary>
    public static Location NameLocation(this IOperation access)
        => (access.IsImplicit ? access.Syntax : NameOf(access.Syntax)).GetLocation();

    /// <inheritdoc cref="NameLocation"/>
    public static SyntaxNode NameOf(SyntaxNode access) => (access is InvocationExpressionSyntax invocation ? invocation.Expression : access) switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        var name => name,
    };

    /// <summary>The whole expression whose value is the delegate that a lambda or a method group becomes.</summary>
    public static IOperation WholeDelegate(this IOperation function)
    {
        IOperation whole = function;
        while (whole.Parent is IDelegateCreationOperation or IConversionOperation or ICoalesceOperation or ISwitchExpressionArmOperation
            or ISwitchExpressionOperation or IConditionalOperation)
            whole = whole.Parent;

        return whole;
    }

    /// <summary>The whole body, or initializer, that an operation is in.</summary>
    public static IOperation Root(this IOperation operation)
    {
        IOperation root = operation;
        while (root.Parent is { } parent)
            root = parent;

        return root;
    }
}
