using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tasks;

/// <summary>Whether an expression can be awaited where it stands, and what an <c>await</c> there would change.</summary>
internal static class AwaitScope
{
    /// <summary>Whether <c>await</c> can be written there: in an asynchronous function, where nothing is in scope that cannot live across it.</summary>
    public static bool CanAwait(this FixPlace place, ExpressionSyntax expression)
        => FixPlace.AllowsAwait(expression) && !IsAmongReferences(expression, place.Model, place.CancellationToken);

    /// <summary>Whether a <c>catch</c> around it takes a failed wait apart: an <c>await</c> throws what is inside the <c>AggregateException</c>.</summary>
    public static bool HasItsFailureUnwrapped(SyntaxNode wait)
        => wait.AncestorsAndSelf()
            .TakeWhile(static node => !IsFunction(node))
            .Where(static node => node.Parent is TryStatementSyntax attempt && attempt.Block == node)
            .SelectMany(static block => ((TryStatementSyntax)block.Parent!).Catches)
            .SelectMany(static clause => clause.DescendantNodes().OfType<IdentifierNameSyntax>())
            .Any(static name => name.Identifier.ValueText
                is nameof(AggregateException) or nameof(AggregateException.InnerException) or nameof(AggregateException.InnerExceptions));

    /// <summary>
    /// Whether a local of the function, a value in the same statement, or what a loop around it runs through, is a
    /// reference that an <c>await</c> would cut off.
    /// </summary>
    private static bool IsAmongReferences(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
    {
        ISymbol? function = model.GetEnclosingSymbol(expression.SpanStart, cancellationToken);
        if (model.LookupSymbols(expression.SpanStart).OfType<ILocalSymbol>().Any(local
            => local.ContainingSymbol.Is(function) && local.Locations[0].SourceSpan.Start < expression.SpanStart && (local.IsRef || local.Type.IsRefLikeType)))
        {
            return true;
        }

        List<SyntaxNode> around = [.. expression.Ancestors().TakeWhile(static node => !IsFunction(node))];
        return (around.Find(static node => node is StatementSyntax) is { } statement && HoldsReference(statement, expression, model, cancellationToken))
               || around.OfType<CommonForEachStatementSyntax>().Any(loop => IsReference(loop.Expression, model, cancellationToken));
    }

    private static bool HoldsReference(SyntaxNode statement, ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
        => statement.DescendantNodes(node => node == statement || !(node is StatementSyntax || IsFunction(node)))
            .OfType<ExpressionSyntax>()
            .Any(value => !expression.Span.Contains(value.Span) && IsReference(value, model, cancellationToken));

    private static bool IsReference(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
        => model.GetTypeInfo(value, cancellationToken) is var info && (info.Type?.IsRefLikeType is true || info.ConvertedType?.IsRefLikeType is true);

    private static bool IsFunction(SyntaxNode node)
        => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax);
}
