using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
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
        if (Function.Around(clause, context.ContainingSymbol, symbols) is not { } evaluation || !RuleMethods.IsVerdict(evaluation.ReturnType))
            return;

        List<IOperation> verdicts = [.. clause.Handler.OwnOperations().Select(VerdictOf).OfType<IOperation>()];
        IOperation?[] passes = [.. verdicts.Select(Pass)];
        if (verdicts.Count > 0 && passes.All(static pass => pass is not null))
        {
            foreach (IOperation? pass in passes)
                context.ReportDiagnostic(Diagnostic.Create(Rule, pass!.Syntax.GetLocation()));
        }
        else if (verdicts.Count == 0 && FallsThrough(clause) && PassesBehind(clause))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, ((CatchClauseSyntax)clause.Syntax).CatchKeyword.GetLocation()));
        }
    }

    private static IOperation? VerdictOf(IOperation operation) => operation switch
    {
        IReturnOperation { ReturnedValue: { } value } => value,
        ISimpleAssignmentOperation { Value: { Type: { } type } value } when RuleMethods.IsVerdict(type) => value,
        _ => null,
    };

    /// <summary>The <c>RuleResult.Pass</c> that a value is, alone or in a task.</summary>
    private static IOperation? Pass(IOperation? value) => value switch
    {
        IConversionOperation conversion => Pass(conversion.Operand),
        IParenthesizedOperation parenthesized => Pass(parenthesized.Operand),
        IObjectCreationOperation { Arguments: [{ Value: var inner }] } creation when DroppedTask.IsTask(creation.Type) => Pass(inner),
        IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: [{ Value: var inner }] } => Pass(inner),
        IPropertyReferenceOperation { Property: { Name: "Pass", ContainingType: var type } } when Annotations.IsLibraryType(type, "RuleResult") => value,
        _ => null,
    };

    private static bool FallsThrough(ICatchClauseOperation clause)
        => !clause.Handler.OwnOperations().Any(static operation => operation is IThrowOperation or IReturnOperation or IBranchOperation);

    /// <summary>Whether the <c>try</c> decides, and what comes first behind it is a pass without another look.</summary>
    private static bool PassesBehind(ICatchClauseOperation clause)
        => clause.Parent is ITryOperation attempt
           && attempt.Body.OwnOperations().Any(static operation => operation is IReturnOperation)
           && attempt.After().FirstOrDefault(static operation => operation is IReturnOperation or IThrowOperation or IBranchOperation) is IReturnOperation { Parent: IBlockOperation } first
           && Pass(first.ReturnedValue) is not null
           && attempt.Parent == first.Parent;
}
