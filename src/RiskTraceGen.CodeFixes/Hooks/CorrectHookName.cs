using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>RTG0204: writes the name of the hook that was probably meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectHookName)), Shared]
public sealed class CorrectHookName() : DocumentFix("Use the nearest name of a hook", UnknownHook.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
        => Task.FromResult<IEnumerable<TextChange>?>(
            place.Node.FirstAncestorOrSelf<AttributeSyntax>()
                is { ArgumentList.Arguments: [{ NameEquals: null, Expression: LiteralExpressionSyntax literal }, ..] }
            && NearestName.To(literal.Token.ValueText, place.Symbols.Hooks.Names) is { } nearest
                ? [new TextChange(literal.Span, SymbolDisplay.FormatLiteral(nearest, quote: true))]
                : null);
}
