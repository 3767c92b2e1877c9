using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>RTG0307: an evaluation whose <c>catch</c> knows no verdict but <c>Pass</c>, or lets the code behind it pass.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FailOpenCatch() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0307";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A failed evaluation that passes",
        "This catch turns a failed evaluation into a pass; return 'RuleResult.Error', or let the exception through",
        Categories.Rules,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A rule that could not look has not seen that all is well. A pass says that it has: the rule fails open, exactly when something is wrong.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.CatchClause);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var clause = (ICatchClauseOperation)context.Operation;
        if (!IsInEvaluation(clause, context.ContainingSymbol, symbols))
            return;

        List<IOperation> verdicts = [.. clause.Handler.OwnOperations().Select(VerdictOf).OfType<IOperation>()];
        IOperation?[] passes = [.. verdicts.Select(PassVerdict.Of)];
        if (verdicts.Count > 0 && passes.All(static pass => pass is not null))
        {
            foreach (IOperation? pass in passes)
                context.ReportDiagnostic(Diagnostic.Create(Rule, pass!.Syntax.GetLocation()));
        }
        else if (verdicts.Count == 0 && clause.Parent is ITryOperation attempt && EndOf(clause, attempt) is { } end && PassesBehind(end, attempt))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, ((CatchClauseSyntax)clause.Syntax).CatchKeyword.GetLocation()));
        }
    }

    /// <summary>A lambda for <c>Task.Run</c> evaluates, if it returns a verdict, as if it stood in place.</summary>
    private static bool IsInEvaluation(ICatchClauseOperation clause, ISymbol member, KnownSymbols symbols)
        => Function.Nearest(clause) is IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Run", ContainingType: var type } } } } } work
           && WellKnown.IsTask(type, 0)
            ? RuleMethods.IsVerdict(work.Symbol.ReturnType)
            : Function.Around(clause, member, symbols) is { } evaluation && RuleMethods.IsVerdict(evaluation.ReturnType);

    private static IOperation? VerdictOf(IOperation operation) => operation switch
    {
        IReturnOperation { ReturnedValue: { } value } => value,
        ISimpleAssignmentOperation { Value: { Type: { } type } value } when RuleMethods.IsVerdict(type) => value,
        _ => null,
    };

    /// <summary>What the code behind a swallowed exception follows: the <c>try</c>, or the jump that the <c>catch</c> ends with. Null where it leaves otherwise.</summary>
    private static IOperation? EndOf(ICatchClauseOperation clause, ITryOperation attempt)
    {
        List<IOperation> exits = [.. clause.Handler.OwnOperations().Where(static operation => operation is IThrowOperation or IReturnOperation or IBranchOperation)];
        return exits switch
        {
            [] => attempt,
            [IBranchOperation jump] when clause.Handler.Operations.LastOrDefault() == jump => jump,
            _ => null,
        };
    }

    /// <summary>Whether the <c>try</c> decides, and what comes first behind it is a pass without another look: one that is returned as such, or that was the verdict before.</summary>
    private static bool PassesBehind(IOperation end, ITryOperation attempt)
        => Behind(end).FirstOrDefault(static operation => operation is IReturnOperation or IThrowOperation or IBranchOperation) is IReturnOperation { Parent: IBlockOperation or ILabeledOperation, ReturnedValue: { } value } first
           && !IsInBranch(first, attempt)
           && ((attempt.Body.OwnOperations().Any(static operation => operation is IReturnOperation) && PassVerdict.Of(value) is not null) || PassVerdict.IsLeftBy(attempt, value));

    private static IEnumerable<IOperation> Behind(IOperation end)
        => end is IBranchOperation { BranchKind: BranchKind.GoTo, Target: var label }
            ? end.Root().Descendants().Where(operation => operation is ILabeledOperation target && target.Label.Is(label)).Take(1).SelectMany(static target => target.OwnOperations().Concat(target.After()))
            : end.After();

    /// <summary>Whether a statement behind the <c>try</c> is one of several ways: it stands in no block that the <c>try</c> stands in too.</summary>
    private static bool IsInBranch(IReturnOperation first, ITryOperation attempt)
    {
        IOperation? block = first.Parent;
        while (block is ILabeledOperation)
            block = block.Parent;

        for (IOperation? current = attempt.Parent; current is not null; current = current.Parent)
            if (current == block)
                return false;

        return true;
    }
}
