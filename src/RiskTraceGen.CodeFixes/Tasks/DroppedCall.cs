using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tasks;

/// <summary>A statement that drops the task of a call: <c>Send();</c>, <c>_ = Send();</c>, <c>var unread = Send();</c>.</summary>
internal sealed class DroppedCall
{
    private DroppedCall(ExpressionSyntax call, ExpressionSyntax task, TextSpan prefix)
    {
        Call = call;
        Task = task;
        Prefix = prefix;
    }

    /// <summary>The call itself, without what is chained to it.</summary>
    public ExpressionSyntax Call { get; }

    /// <summary>The whole task, as it is dropped.</summary>
    public ExpressionSyntax Task { get; }

    /// <summary>What stands before the task and goes with the drop.</summary>
    public TextSpan Prefix { get; }

    /// <summary>Whether the task is one chain of calls and members, from its first name on.</summary>
    public bool IsChain => Call.AncestorsAndSelf().TakeWhile(node => node != Task.Parent)
        .All(static node => node is InvocationExpressionSyntax or MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax);

    /// <summary>Null when nothing is dropped, or in a form that no fix changes.</summary>
    public static DroppedCall? At(FixPlace place)
    {
        if (place.Operation is not { Syntax: InvocationExpressionSyntax call } operation
            || !TaskType.IsTask(operation.Type)
            || DropOf(Trail.Whole(operation)) is not { } drop)
            return null;

        (ExpressionSyntax? task, SyntaxNode whole) = drop.Syntax switch
        {
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => (assignment.Right, (SyntaxNode)assignment),
            VariableDeclaratorSyntax
            {
                Initializer: { } initializer,
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } statement }
            } => (initializer.Value, statement),
            var expression => (expression as ExpressionSyntax, expression),
        };

        return task is not null && TextSpan.FromBounds(whole.SpanStart, task.SpanStart) is var prefix && !place.HasComments(prefix)
            ? new DroppedCall(call, task, prefix)
            : null;
    }

    /// <summary>What drops a whole expression at once: a statement of its own, a discard, a local that is never mentioned again.</summary>
    private static IOperation? DropOf(IOperation whole) => whole.Parent switch
    {
        IExpressionStatementOperation => whole,
        ISimpleAssignmentOperation { Target: IDiscardOperation } assignment => assignment,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator }
            => declarator.Root().Descendants().Any(operation => operation is ILocalReferenceOperation reference && reference.Local.Is(local))
                ? null
                : declarator,
        _ => null,
    };
}
