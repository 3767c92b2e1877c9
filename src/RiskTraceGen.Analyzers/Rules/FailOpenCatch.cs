using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>
/// RTG0307: an evaluation whose <c>catch</c> knows no verdict but <c>Pass</c>, or lets the code behind it pass; a
/// continuation that makes a pass of a failed one.
/// </summary>
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
    {
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.CatchClause);
        context.RegisterOperationAction(AnalyzeContinuation, OperationKind.Invocation);
    }

    private static void AnalyzeContinuation(OperationAnalysisContext context)
    {
        foreach (IOperation pass in ContinuedPass.Of((IInvocationOperation)context.Operation))
            context.ReportDiagnostic(Diagnostic.Create(Rule, pass.Syntax.GetLocation()));
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var clause = (ICatchClauseOperation)context.Operation;
        if (EvaluationOf(clause, context.ContainingSymbol, symbols) is not { } evaluation)
            return;

        List<IOperation> verdicts = [.. clause.Handler.OwnOperations().Select(VerdictOf).OfType<IOperation>()];
        IOperation?[] passes = [.. verdicts.Select(PassVerdict.Of)];
        if (verdicts.Count > 0 && !SaysNo(clause) && passes.All(static pass => pass is not null))
        {
            foreach (IOperation? pass in passes)
                context.ReportDiagnostic(Diagnostic.Create(Rule, pass!.Syntax.GetLocation()));
        }
        else if (verdicts.Count == 0
            && clause.Parent is ITryOperation attempt
            && EndOf(clause, attempt) is { } end
            && (PassesBehind(end, attempt) || FlaggedPass.IsSetIn(clause.Handler, [.. Behind(end)]) || LeavesPass(evaluation, end, attempt)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, ((CatchClauseSyntax)clause.Syntax).CatchKeyword.GetLocation()));
        }
    }

    /// <summary>The function around a <c>catch</c>, if it gives a verdict: a lambda too, whoever calls it.</summary>
    private static IMethodSymbol? EvaluationOf(ICatchClauseOperation clause, ISymbol member, KnownSymbols symbols)
    {
        IMethodSymbol? function = Function.Nearest(clause) is IAnonymousFunctionOperation lambda && RuleMethods.IsVerdict(lambda.Symbol.ReturnType)
            ? lambda.Symbol
            : Function.Around(clause, member, symbols);
        return function is not null && (RuleMethods.IsVerdict(function.ReturnType) || function.Parameters.Any(IsVerdict)) ? function : null;
    }

    /// <summary>Whether a parameter is left with a pass, and the caller is not told that it is none, by a result or an exception.</summary>
    private static bool LeavesPass(IMethodSymbol evaluation, IOperation end, ITryOperation attempt)
        => evaluation.Parameters.Any(parameter => IsVerdict(parameter) && PassVerdict.IsLeftBy(attempt, parameter))
            && !Behind(end).Any(static operation => IsNo(operation) || operation is IThrowOperation);

    /// <summary>A verdict may also be what a parameter is given.</summary>
    private static bool IsVerdict(IParameterSymbol parameter) => parameter.RefKind is RefKind.Out or RefKind.Ref && RuleMethods.IsVerdict(parameter.Type);

    /// <summary>Whether the caller of a <c>TryCheck</c> is told that there is no verdict.</summary>
    private static bool SaysNo(ICatchClauseOperation clause)
        => clause.Handler.OwnOperations().Any(IsNo);

    private static bool IsNo(IOperation operation) => operation is IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: false } };

    private static IOperation? VerdictOf(IOperation operation) => operation switch
    {
        IReturnOperation { ReturnedValue: { Type: { } type } value } when RuleMethods.IsVerdict(type) => value,
        ISimpleAssignmentOperation { Value: { Type: { } type } value } when RuleMethods.IsVerdict(type) => value,
        _ => null,
    };

    /// <summary>
    /// What the code behind a swallowed exception follows: the <c>try</c>, or the jump that the <c>catch</c> ends with. Null where it leaves otherwise.
    /// </summary>
    private static IOperation? EndOf(ICatchClauseOperation clause, ITryOperation attempt)
    {
        List<IOperation> exits = [.. clause.Handler.OwnOperations()
            .Where(static operation => operation is IThrowOperation or IReturnOperation or IBranchOperation)];
        return exits switch
        {
            [] => attempt,
            [IBranchOperation jump] when clause.Handler.Operations.LastOrDefault() == jump => jump,
            _ => null,
        };
    }

    /// <summary>
    /// Whether the <c>try</c> decides, and what comes first behind it is a pass without another look: one that is
    /// returned as such, or that was the verdict before.
    /// </summary>
    private static bool PassesBehind(IOperation end, ITryOperation attempt)
        => Behind(end).FirstOrDefault(static operation => operation is IReturnOperation or IThrowOperation or IBranchOperation)
            is IReturnOperation { Parent: IBlockOperation or ILabeledOperation, ReturnedValue: { } value } first
           && !IsInBranch(first, attempt)
           && ((attempt.Body.OwnOperations().Any(static operation => operation is IReturnOperation) && PassVerdict.Of(value) is not null)
               || PassVerdict.IsLeftBy(attempt, value));

    private static IEnumerable<IOperation> Behind(IOperation end)
        => end is IBranchOperation { BranchKind: BranchKind.GoTo, Target: var label }
            ? end.Root()
                .Descendants()
                .Where(operation => operation is ILabeledOperation target && target.Label.Is(label))
                .Take(1)
                .SelectMany(static target => target.OwnOperations().Concat(target.After()))
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
