using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Calls;

/// <summary>RTG0404: writes the name of the method that was probably meant, one that can stand in for the call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectSubstitute)), Shared]
public sealed class CorrectSubstitute() : DocumentFix("Use the nearest name of a method that fits", UnusableSubstitute.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } arguments } attribute
            || CallsOf(attribute, place) is not [var call, ..] calls
            || calls.Exists(other => other.Method.Name != call.Method.Name))
        {
            return Task.FromResult<IEnumerable<TextChange>?>(null);
        }

        List<TextChange> changes = [];
        foreach (AttributeArgumentSyntax argument in arguments.Arguments)
        {
            if (argument is { NameEquals.Name.Identifier.ValueText: "Fallback" or "Reconcile", Expression: LiteralExpressionSyntax literal }
                && Nearest(literal.Token.ValueText, argument.NameEquals.Name.Identifier.ValueText == "Reconcile", calls, place) is { } nearest)
            {
                changes.Add(new TextChange(literal.Span, SymbolDisplay.FormatLiteral(nearest, quote: true)));
            }
        }

        return Task.FromResult<IEnumerable<TextChange>?>(changes);
    }

    private static List<AnnotatedCall> CallsOf(AttributeSyntax attribute, FixPlace place)
    {
        List<AnnotatedCall> calls = [];
        if (attribute.Parent is AttributeListSyntax { Target.Identifier.ValueText: "assembly" } list)
            AnnotatedCalls.OnAssembly(list, place.Symbols.Compilation, calls.Add);
        else if (attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
            && place.Model.GetDeclaredSymbol(declaration, place.CancellationToken) is { } method)
            AnnotatedCalls.OnMethod(method.PartialDefinitionPart ?? method, calls.Add);

        return calls.FindAll(call => call.Place.SourceSpan == attribute.Span && call.Place.SourceTree == attribute.SyntaxTree);
    }

    /// <summary>Null where the name that is given fits one of the calls already, or none that fits all of them is near.</summary>
    private static string? Nearest(string given, bool reconciles, List<AnnotatedCall> calls, FixPlace place)
    {
        return calls.TrueForAll(call => Fits(given, call)) ? null : NearestName.To(
            given,
            UnusableSubstitute.Methods(calls[0].Broker)
                .Select(static method => method.Name)
                .Distinct()
                .Where(name => calls.TrueForAll(call => Fits(name, call))));

        bool Fits(string name, AnnotatedCall call)
            => CallPolicies.Substitute(name, reconciles, call.Method, call.Broker, place.Symbols.Compilation) is not null;
    }
}
