using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tasks;

/// <summary>RTG0304: awaits what the thread was blocked for, where the function can: a task, a delay, a semaphore.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitInstead)), Shared]
public sealed class AwaitInstead() : DocumentFix("Await it", BlockingWait.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
        => Task.FromResult(place.Operation is { Syntax: ExpressionSyntax expression } wait && place.CanAwait(expression)
            && Changes(wait, place)?.ToList() is { } changes && !changes.Exists(change => place.HasComments(change.Span))
            ? changes
            : (IEnumerable<TextChange>?)null);

    private static IEnumerable<TextChange>? Changes(IOperation wait, FixPlace place) => wait switch
    {
        IPropertyReferenceOperation { Instance: { } task } => AwaitScope.HasItsFailureUnwrapped(wait.Syntax) ? null : AwaitTask(task),
        IInvocationOperation { TargetMethod.Name: "Wait", Arguments.IsEmpty: true, Instance: { } task } when TaskType.IsTask(task.Type)
            => AwaitScope.HasItsFailureUnwrapped(wait.Syntax) ? null : AwaitTask(task),
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } }
            => AwaitTask(task),
        IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType.Name: "Thread" }, Syntax: InvocationExpressionSyntax sleep }
            => [.. place.UsingFor("Task", "System.Threading.Tasks"), new TextChange(sleep.Expression.Span, "await Task.Delay")],
        IInvocationOperation
        {
            TargetMethod: { Name: "Wait", ContainingType.Name: "SemaphoreSlim" },
            Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call
        } => Awaiting(call, new TextChange(access.Name.Span, "WaitAsync"), end: call.Span.End),
        _ => null,
    };

    private static IEnumerable<TextChange>? AwaitTask(IOperation task)
    {
        // The expression of the wait: one chain from the task's first letter on, not a part of a conditional access.
        SyntaxNode? wait = task.Syntax.Parent;
        while (wait is MemberAccessExpressionSyntax or InvocationExpressionSyntax && wait.SpanStart == task.Syntax.SpanStart && !IsWait(wait))
            wait = wait.Parent;

        return wait is ExpressionSyntax expression && expression.SpanStart == task.Syntax.SpanStart && IsWait(expression)
            ? Awaiting(expression, new TextChange(TextSpan.FromBounds(task.Syntax.Span.End, expression.Span.End), ""), end: task.Syntax.Span.End)
            : null;
    }

    private static bool IsWait(SyntaxNode expression)
        => expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Parent: not InvocationExpressionSyntax }
            or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" or "GetResult" } };

    /// <summary>In parentheses where something is done with the result at once.</summary>
    private static IEnumerable<TextChange> Awaiting(ExpressionSyntax wait, TextChange change, int end)
        => wait.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax
            or PostfixUnaryExpressionSyntax
            ? change.Span.Start == end
                ? [FixPlace.Insert(wait.SpanStart, "(await "), new TextChange(change.Span, change.NewText + ")")]
                : [FixPlace.Insert(wait.SpanStart, "(await "), change, FixPlace.Insert(end, ")")]
            : [FixPlace.Insert(wait.SpanStart, "await "), change];
}
