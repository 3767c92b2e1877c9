using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Rules;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Rules;

/// <summary>RTG0301: adds an evaluation of the event that the rule already speaks of, else of that which most rules of the project are about.
/// Until it is written it says <c>RuleResult.Error</c>: it fails closed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddEvaluation)), Shared]
public sealed class AddEvaluation() : DocumentFix("Add an evaluation method", RuleWithoutEvaluation.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place) => Task.FromResult(Changes(place));

    private static IEnumerable<TextChange>? Changes(FixPlace place)
    {
        if (place.Node is not TypeDeclarationSyntax declaration
            || place.Model.GetDeclaredSymbol(declaration, place.CancellationToken) is not { } rule
            || Annotations.Name(Annotations.Find(rule, Annotations.RiskRule)) is not { } name
            || Constructible.WhyNot(rule, place.Symbols.Compilation) is not null
            || RuleMethods.Candidates(rule).Any(candidate => RuleMethods.HasShape(candidate, place.Symbols.Compilation)) // and only has to be reachable
            || EventOf(rule, place.Symbols) is not { } trigger)
        {
            return null;
        }

        string[] free = [.. RuleMethods.Names.Where(wanted => rule.FreeName(wanted) == wanted)];
        if (free.Length == 0)
            return null;

        string method = free.FirstOrDefault(static wanted => !wanted.EndsWith("Async", StringComparison.Ordinal)) ?? free[0];
        string access = Access.Visibility(rule) == "public" && Access.Visibility(trigger) == "internal" ? "internal" : "public";
        string parameter = Parameter(trigger);
        return
        [
            .. place.UsingFor("RuleResult", Annotations.LibraryNamespace),
            place.Text.Append(
                declaration,
                $"{access} RuleResult {method}({trigger.ToMinimalDisplayString(place.Model, declaration.Identifier.Span.End)} {parameter}, RiskFlow {(parameter == "flow" ? "riskFlow" : "flow")})",
                $"    => RuleResult.Error({SymbolDisplay.FormatLiteral($"the evaluation of {name} is not written yet", quote: true)});"),
        ];
    }

    private static INamedTypeSymbol? EventOf(INamedTypeSymbol rule, KnownSymbols symbols)
        => RuleMethods.Candidates(rule)
            .SelectMany(static candidate => candidate.Parameters)
            .Select(parameter => Event(parameter, symbols))
            .FirstOrDefault(static type => type is not null)
           ?? symbols.Annotated.Rules
               .SelectMany(static other => RuleMethods.Candidates(other.Type))
               .Where(candidate => RuleMethods.IsUsable(candidate, symbols.Compilation))
               .Select(candidate => Event(candidate.Parameters[0], symbols))
               .OfType<INamedTypeSymbol>()
               .GroupBy(static type => type, NamedTypes)
               .OrderByDescending(static group => group.Count())
               .FirstOrDefault()?.Key;

    /// <summary>A number or a text is what a limit is compared with, and no event.</summary>
    private static INamedTypeSymbol? Event(IParameterSymbol parameter, KnownSymbols symbols)
        => parameter.Type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } type
           && RuleMethods.IsEvent(parameter, symbols.Compilation)
            ? type
            : null;

    private static string Parameter(INamedTypeSymbol trigger)
    {
        string name = char.ToLowerInvariant(trigger.Name[0]) + trigger.Name.Substring(1);
        return name == trigger.Name || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "update" : name;
    }

    private static IEqualityComparer<INamedTypeSymbol> NamedTypes => SymbolEqualityComparer.Default;
}
