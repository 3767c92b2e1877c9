using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Rules;
using RiskTraceGen.CodeFixes.Tasks;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>RTG0209 and RTG0306: calls <c>Raise</c>, which starts the handlers and waits for none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RaiseAlongside)), Shared]
public sealed class RaiseAlongside() : DocumentFix("Use 'Raise'", UnawaitedRaise.Id, AlertBeforeAction.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
        => Task.FromResult(place.Node is not SimpleNameSyntax name
            ? null
            : DroppedCall.At(place) is { IsChain: true } dropped
                ? Changes(place, name, dropped.Prefix, dropped.Call, dropped.Task)
                : OfAwait(place, name));

    private static IEnumerable<TextChange>? OfAwait(FixPlace place, SimpleNameSyntax name)
    {
        if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || name.FirstAncestorOrSelf<AwaitExpressionSyntax>() is not { } awaited)
            return null;

        ExpressionSyntax whole = awaited.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard
            ? discard
            : awaited;
        return whole.Parent is ExpressionStatementSyntax && IsChain(call, awaited) && AwaitsMore(awaited) && place.Model.GetTypeInfo(whole).Type is not null
            ? Changes(place, name, TextSpan.FromBounds(whole.SpanStart, awaited.Expression.SpanStart), call, awaited.Expression)
            : null;
    }

    /// <summary>Whether nothing but the raise is awaited.</summary>
    private static bool IsChain(ExpressionSyntax call, AwaitExpressionSyntax awaited)
        => call.AncestorsAndSelf()
            .TakeWhile(node => node != awaited)
            .All(static node => node is InvocationExpressionSyntax or MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax);

    private static IEnumerable<TextChange>? Changes(FixPlace place, SimpleNameSyntax name, TextSpan prefix, ExpressionSyntax call, ExpressionSyntax task)
    {
        var suffix = TextSpan.FromBounds(call.Span.End, task.Span.End);
        return place.HasComments(prefix) || place.HasComments(suffix)
            ? null
            : new[] { new TextChange(prefix, ""), new TextChange(name.Identifier.Span, Raise.AndForget), new TextChange(suffix, "") }.Where(
                static change => !change.Span.IsEmpty);
    }

    /// <summary>An async function that awaits nothing any more would be a warning.</summary>
    private static bool AwaitsMore(AwaitExpressionSyntax awaited)
    {
        SyntaxNode function = awaited.Ancestors().First(static ancestor
            => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax
                or (MemberDeclarationSyntax and not GlobalStatementSyntax));
        return function
            .DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(node => node != awaited && node is AwaitExpressionSyntax or ForEachStatementSyntax { AwaitKeyword.RawKind: not 0 });
    }
}
