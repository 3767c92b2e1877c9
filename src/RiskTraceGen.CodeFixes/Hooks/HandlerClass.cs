using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>The class that a new handler is written into.</summary>
internal sealed class HandlerClass
{
    private readonly FixPlace _place;

    private HandlerClass(FixPlace place, INamedTypeSymbol symbol)
    {
        _place = place;
        Symbol = symbol;
    }

    public INamedTypeSymbol Symbol { get; }

    public Document Document => _place.Document;

    /// <summary>The class of <paramref name="beside"/>; without one, that around the report. Null where none can hold a handler.</summary>
    public static async Task<HandlerClass?> FindAsync(IMethodSymbol? beside, FixPlace report)
    {
        (INamedTypeSymbol? symbol, SyntaxNode? within) = beside is not null
            ? (beside.ContainingType, beside.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(report.CancellationToken))
            : (report.Model.GetEnclosingSymbol(report.Node.SpanStart, report.CancellationToken)?.ContainingType, report.Node);
        return symbol is { TypeKind: TypeKind.Class }
               && Constructible.WhyNotNamed(symbol, report.Symbols.Compilation) is null
               && within?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
               && report.Document.Project.GetDocument(declaration.SyntaxTree) is { } document
               && await FixPlace.AtAsync(document, declaration.Span, report.CancellationToken).ConfigureAwait(false) is { } place
            ? new HandlerClass(place with { Node = declaration }, symbol)
            : null;
    }

    /// <summary>Adds a static method, which needs no instance of the class; what it says goes to the error output until somebody has a better place.</summary>
    /// <param name="subject">What several reports may ask for, and one method gives.</param>
    /// <param name="attribute">The attribute, such as <c>Hook</c>, and the name of the hook.</param>
    /// <param name="wanted">The name of the method, unless it is taken.</param>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="says">A string expression.</param>
    /// <param name="isInternal">Whether the parameter's type is not public.</param>
    public ProjectChange Add(string subject, (string Name, string Hook) attribute, string wanted, string parameter, string says, bool isInternal)
    {
        var declaration = (TypeDeclarationSyntax)_place.Node;
        string hook = SymbolDisplay.FormatLiteral(attribute.Hook, quote: true);
        return new ProjectChange(
            subject,
            Document,
            [
                .. _place.UsingsFor(("Console", "System"), (attribute.Name + "Attribute", Annotations.LibraryNamespace)),
                _place.Text.Append(
                    declaration,
                    $"[{attribute.Name}({hook})]",
                    $"{(isInternal ? "internal" : "public")} static void {Symbol.FreeName(wanted)}({parameter}) => Console.Error.WriteLine({says});"),
            ]);
    }

    /// <summary>How <paramref name="type"/> is written in the class.</summary>
    public string Written(ITypeSymbol type) => type.ToMinimalDisplayString(_place.Model, ((TypeDeclarationSyntax)_place.Node).Identifier.Span.End);

    /// <summary><c>MarginCall</c> for <c>margin_call</c>.</summary>
    public static string NameFor(string hook)
    {
        string name = string.Concat(hook
            .Split(hook.Where(static letter => !char.IsLetterOrDigit(letter)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries)
            .Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        return name.Length == 0 || char.IsDigit(name[0]) ? "Hook" + name : name;
    }
}
