using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0203: a handler whose work stands in one <c>try</c>, and whose <c>catch</c> of everything does nothing, or no more than write it down.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SwallowingHandler() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0203";

    // The word, not its letters: a LoginSession, a LogOn and a Logistics are none.
    private static readonly Regex _log = new("Log(ger|ging|s)?(?![a-z]|(On|In|Off|Out)(?![a-z]))", RegexOptions.CultureInvariant);

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handler that swallows every exception",
        "'{0}' swallows every exception, so that its failure is recorded as a success; let it through: a handler is isolated",
        Categories.Hooks,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A handler that throws harms neither the rule nor its siblings. What it throws is recorded, counted, and told to the failure handlers; what it swallows never happened.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.CatchClause);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var clause = (ICatchClauseOperation)context.Operation;
        if (clause.Parent is ITryOperation attempt
            && Function.Around(clause, context.ContainingSymbol, symbols) is { } handler
            && CatchesAll(clause)
            && (handler.MethodKind == MethodKind.AnonymousFunction || HandlerMethod.IsAnnotated(handler) || symbols.HookTraffic.IsAttached(handler))
            && OnlyNotes(clause)
            && IsAllOfTheWork(attempt, handler))
        {
            string name = handler.MethodKind == MethodKind.AnonymousFunction ? "the attached handler" : handler.Display();
            context.ReportDiagnostic(Diagnostic.Create(Rule, ((CatchClauseSyntax)clause.Syntax).CatchKeyword.GetLocation(), name));
        }
    }

    private static bool CatchesAll(ICatchClauseOperation clause)
        => clause.Filter is null
           && (clause.ExceptionType.SpecialType == SpecialType.System_Object
               || clause.ExceptionType is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    /// <summary>Whether nothing is done about the failure: what a catch calls beside a log may be the other way to do the handler's work.</summary>
    private static bool OnlyNotes(ICatchClauseOperation clause)
        => clause.Handler.OwnOperations().All(static operation => operation switch
        {
            IAwaitOperation wait => wait.Operation is IInvocationOperation,
            IThrowOperation or IObjectCreationOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IConditionalOperation or ILoopOperation
                or ISwitchOperation or ITryOperation or IInvalidOperation => false,
            IInvocationOperation call => IsLog(call) || TaskType.PassesOn(call.TargetMethod),
            _ => true,
        });

    private static bool IsLog(IInvocationOperation call)
        => (MarkedCalls.ReceiverOf(call) ?? call.TargetMethod.ContainingType) is { } receiver
           && (_log.IsMatch(receiver.Name) || receiver.Name is "Console" or "Debug" or "Trace" or "TextWriter" or "String" or "Exception");

    /// <summary>A note, or a look at what the handler was given.</summary>
    private static bool IsNoWork(IInvocationOperation call) => IsLog(call) || call.TargetMethod.Name.StartsWith("ThrowIf", StringComparison.Ordinal);

    private static bool IsAllOfTheWork(ITryOperation attempt, IMethodSymbol handler)
    {
        // A lambda that a query calls for each of its elements is a loop's body.
        IOperation? function = Function.Nearest(attempt);
        if (function is IAnonymousFunctionOperation lambda && !lambda.Symbol.Is(handler))
            return false;

        IOperation body = function ?? attempt.Root();
        for (IOperation? around = attempt.Parent; around is not null && around != body; around = around.Parent)
            if (around is ILoopOperation or ITryOperation)
                return false;

        return body.OwnOperations().All(operation => operation is not (IInvocationOperation or IAwaitOperation or IInvalidOperation)
            || attempt.Syntax.Span.Contains(operation.Syntax.Span)
            || (operation is IInvocationOperation call && IsNoWork(call)));
    }
}
