using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Rules;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Rules;

/// <summary>RTG0307: the catch says <c>RuleResult.Error</c> with the message of its exception, which gets a name if it has none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FailClosed)), Shared]
public sealed class FailClosed() : DocumentFix("Return 'RuleResult.Error'", FailOpenCatch.Id)
{
    private const string Pass = "Pass";

    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is not { } clause)
            return Task.FromResult<IEnumerable<TextChange>?>(null);

        string exception = clause.Declaration is { Identifier.ValueText: { Length: > 0 } name } ? name : FreeName(clause, place);
        string error = $"Error({exception}.Message)";
        IEnumerable<TextChange>? changes = place.Node switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: Pass } pass
                => [.. Declaring(clause, exception, place), new TextChange(pass.Name.Span, error)],
            IdentifierNameSyntax { Identifier.ValueText: Pass } pass => [.. Declaring(clause, exception, place), new TextChange(pass.Span, error)],
            CatchClauseSyntax when ReturnsVerdictItself(clause, place) && LeavesReachable(clause, place)
                =>
                [
                    .. Declaring(clause, exception, place),
                    .. place.UsingFor("RuleResult", Annotations.LibraryNamespace),
                    place.Text.Append(clause.Block, $"return RuleResult.{error};")
                ],
            _ => null,
        };

        return Task.FromResult(changes);
    }

    private static IEnumerable<TextChange> Declaring(CatchClauseSyntax clause, string exception, FixPlace place) => clause.Declaration switch
    {
        null => [FixPlace.Insert(clause.CatchKeyword.Span.End, $" ({ExceptionType(place)} {exception})")],
        { Identifier.ValueText.Length: 0 } declaration => [FixPlace.Insert(declaration.Type.Span.End, " " + exception)],
        _ => [],
    };

    private static string ExceptionType(FixPlace place)
        => place.Model.LookupNamespacesAndTypes(place.Node.SpanStart, name: "Exception")
            .Any(static symbol => symbol.ContainingNamespace?.ToDisplayString() == "System")
            ? "Exception"
            : "System.Exception";

    private static string FreeName(CatchClauseSyntax clause, FixPlace place)
    {
        SyntaxNode function = clause.Ancestors().First(static ancestor => ancestor is MemberDeclarationSyntax or CompilationUnitSyntax);
        var taken = new HashSet<string>(
            function.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText)
                .Concat(place.Model.LookupSymbols(clause.SpanStart).Select(static symbol => symbol.Name)),
            StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue).Select(static number => number == 1 ? "exception" : $"exception{number}").First(name => !taken.Contains(name));
    }

    /// <summary>What stands behind the <c>try</c> must still be reached from its end, and the end of the <c>catch</c> itself.</summary>
    private static bool LeavesReachable(CatchClauseSyntax clause, FixPlace place)
        => clause.Parent is TryStatementSyntax attempt && place.Model.AnalyzeControlFlow(attempt.Block) is { Succeeded: true, EndPointIsReachable: true }
           && place.Model.AnalyzeControlFlow(clause.Block) is { Succeeded: true, EndPointIsReachable: true };

    /// <summary>Not a task of it, which would need another form of return.</summary>
    private static bool ReturnsVerdictItself(CatchClauseSyntax clause, FixPlace place)
        => place.Model.GetEnclosingSymbol(clause.SpanStart, place.CancellationToken) is IMethodSymbol function
           && (function.IsAsync || Annotations.IsLibraryType(function.ReturnType, "RuleResult"));
}
