using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// What stands in fields of delegates: known where only the field's own type assigns it, and each time a lambda, a method, a <c>Lazy</c> of one, or null.
/// </summary>
internal sealed class HeldDelegates(Func<SyntaxTree, SemanticModel> modelOf)
{
    private readonly Dictionary<IFieldSymbol, IReadOnlyList<ExpressionSyntax>?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The expressions that a field may hold; null if that is not known.</summary>
    public IReadOnlyList<ExpressionSyntax>? Of(IFieldSymbol field)
    {
        field = field.OriginalDefinition;
        if (!_known.TryGetValue(field, out IReadOnlyList<ExpressionSyntax>? values))
            _known.Add(field, values = Find(field));
        return values;
    }

    private List<ExpressionSyntax>? Find(IFieldSymbol field)
    {
        if (field is not ({ DeclaredAccessibility: Accessibility.Private } or { IsReadOnly: true }) || field.DeclaringSyntaxReferences.IsEmpty)
            return null;

        var values = new List<ExpressionSyntax>();
        foreach (ExpressionSyntax value in Initializers(field)
            .Concat(field.ContainingType.DeclaringSyntaxReferences.SelectMany(part => Assigned(part.GetSyntax(), field)))
            .Select(Bare))
        {
            if (value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression)
                continue;
            if (value is not AnonymousFunctionExpressionSyntax
                && modelOf(value.SyntaxTree).GetSymbolInfo(value).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary }
                || value is InvocationExpressionSyntax)
                return null;
            values.Add(value);
        }

        return values;
    }

    private static ExpressionSyntax Bare(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } known => Bare(known.Operand),
        ParenthesizedExpressionSyntax inner => Bare(inner.Expression),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var made }, ..] } => Bare(made),
        _ => value,
    };

    private static IEnumerable<ExpressionSyntax> Initializers(IFieldSymbol field)
        => field.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())
            .OfType<VariableDeclaratorSyntax>()
            .Select(variable => variable.Initializer?.Value)
            .OfType<ExpressionSyntax>();

    private IEnumerable<ExpressionSyntax> Assigned(SyntaxNode type, IFieldSymbol field)
    {
        foreach (IdentifierNameSyntax name in type.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != field.Name
                || !SymbolEqualityComparer.Default.Equals(modelOf(name.SyntaxTree).GetSymbolInfo(name).Symbol?.OriginalDefinition, field))
                continue;

            SyntaxNode target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            if (target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target)
                yield return assignment.Right;
            else if (target.Parent is RefExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 } || IsPartOfTarget(target))
                yield return (ExpressionSyntax)target;
        }
    }

    // (_one, _other) = what is taken apart.
    private static bool IsPartOfTarget(SyntaxNode target)
        => target.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax tuple }
            && ((tuple.Parent is AssignmentExpressionSyntax assignment && assignment.Left == tuple) || IsPartOfTarget(tuple));
}
