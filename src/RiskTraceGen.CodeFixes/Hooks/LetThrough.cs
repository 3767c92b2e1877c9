using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>RTG0203: the catch ends with <c>throw;</c>. What it writes down it still does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LetThrough)), Shared]
public sealed class LetThrough() : DocumentFix("Let the exception through", SwallowingHandler.Id)
{
    private const string Throw = "throw;";

    private protected override async Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
    {
        CatchClauseSyntax? clause = place.Node.FirstAncestorOrSelf<CatchClauseSyntax>();
        return clause?.Block switch
        {
            null => null,
            _ when IsTheOnlyWayOn(clause, place.Model) => null,
            { Statements: [.., ReturnStatementSyntax { Expression: { } result }] }
                when result.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax) => null,
            _ when await place.IsUncaughtAsync().ConfigureAwait(false) => null, // takes longest
            { Statements: [.., ReturnStatementSyntax last] } => [new TextChange(last.Span, Throw)],
            var block => [place.Text.Append(block, Throw)],
        };
    }

    /// <summary>Whether nothing else leads to the code after the <c>try</c>, which a throw would leave unreachable.</summary>
    private static bool IsTheOnlyWayOn(CatchClauseSyntax clause, SemanticModel model)
        => clause.Parent is TryStatementSyntax attempt
           && IsFollowed(attempt)
           && attempt.Catches.Where(other => other != clause).Select(static other => other.Block).Append(attempt.Block)
               .All(block => model.AnalyzeControlFlow(block) is { Succeeded: true, EndPointIsReachable: false });

    private static bool IsFollowed(StatementSyntax statement)
        => statement.Parent switch
        {
            BlockSyntax block when block.Statements.Last() is var last
                => last != statement ? last is not LocalFunctionStatementSyntax : block.Parent is StatementSyntax around && IsFollowed(around),
            LockStatementSyntax or UsingStatementSyntax => IsFollowed((StatementSyntax)statement.Parent),
            _ => false,
        };
}
