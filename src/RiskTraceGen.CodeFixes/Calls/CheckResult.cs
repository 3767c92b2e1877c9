using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Calls;

/// <summary>RTG0401: throws when the broker says that it did not do it. Offered where the answer is a statement of its own, or discarded by one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CheckResult)), Shared]
public sealed class CheckResult() : DocumentFix("Throw if the broker refuses", UncheckedResult.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place) => Task.FromResult(Changes(place));

    private static IEnumerable<TextChange>? Changes(FixPlace place)
    {
        if (place.Operation is not IInvocationOperation call || call.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement)
            return null;

        ExpressionSyntax answer = statement.Expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard
            ? discard.Right
            : statement.Expression;
        if (!IsAnswer(answer, call.Syntax)
            || statement.Parent is IfStatementSyntax { Else: not null } around && around.Statement == statement // which would become that of the check
            || place.HasComments(TextSpan.FromBounds(statement.SpanStart, answer.SpanStart))
            || place.Model.GetTypeInfo(answer, place.CancellationToken).Type is not INamedTypeSymbol type)
        {
            return null;
        }

        (string before, string after) = type.SpecialType == SpecialType.System_Boolean
            ? ("if (!", ")")
            : Parsing.Verdicts.SuccessOf(type, place.Model.Compilation) is { } success ? ("if (", $" is not {{ {success}: true }})") : ("", "");
        if (before.Length == 0)
            return null;

        string indentation = place.Text.IndentationAt(statement.SpanStart).Deeper();
        string refusal = $"throw new InvalidOperationException(\"{call.TargetMethod.Name} was refused.\");";
        return
        [
            .. place.UsingFor("InvalidOperationException", "System"),
            new TextChange(TextSpan.FromBounds(statement.SpanStart, answer.SpanStart), before),
            new TextChange(TextSpan.FromBounds(answer.Span.End, statement.SemicolonToken.Span.End), $"{after}{place.Text.NewLine()}{indentation}{refusal}"),
        ];
    }

    // The call, or what awaits it; in a conditional access there may be no broker, and then nobody has refused.
    private static bool IsAnswer(ExpressionSyntax answer, SyntaxNode call)
        => answer is InvocationExpressionSyntax ? answer == call
            : answer is AwaitExpressionSyntax { Expression: InvocationExpressionSyntax awaited }
              && (awaited == call || (awaited.Expression is MemberAccessExpressionSyntax { Expression: var inner, Name.Identifier.ValueText: "ConfigureAwait" } && inner == call));
}
