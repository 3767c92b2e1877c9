using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>
/// Parameters of primary constructors that are marked [Sensitive]. Of a record's property that is said; of a member that is given their value nothing is.
/// </summary>
internal static class MarkedParameters
{
    /// <summary>Whether a property or field gets the value of one.</summary>
    public static bool AreIn(ISymbol member)
        => member.DeclaringSyntaxReferences is [var declaration] && InitialValue(declaration.GetSyntax()) is { } value
           && member.ContainingType.InstanceConstructors.Any(
               constructor => constructor.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is TypeDeclarationSyntax
                   && constructor.Parameters.Any(
                       parameter => Secrets.IsDecided([parameter]) && Secrets.IsSensitive(parameter) && IsValueOf(parameter.Name, value)));

    private static ExpressionSyntax? InitialValue(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        _ => null,
    };

    // In an initializer the name of such a parameter means nothing else. What is made of its value, such as its last digits, may be shown.
    private static bool IsValueOf(string parameter, ExpressionSyntax value) => value switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == parameter,
        ParenthesizedExpressionSyntax inner => IsValueOf(parameter, inner.Expression),
        PostfixUnaryExpressionSyntax known => IsValueOf(parameter, known.Operand),
        CastExpressionSyntax cast => IsValueOf(parameter, cast.Expression),
        ConditionalExpressionSyntax either => IsValueOf(parameter, either.WhenTrue) || IsValueOf(parameter, either.WhenFalse),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either
            => IsValueOf(parameter, either.Left) || IsValueOf(parameter, either.Right),
        _ => false,
    };
}
