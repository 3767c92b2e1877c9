using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>RTG0202: the handler returns <c>ValueTask</c>, where nothing else says that it returns nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnValueTask)), Shared]
public sealed class ReturnValueTask() : DocumentFix("Return ValueTask", AsyncVoidHandler.Id)
{
    private protected override async Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
        => place.Node is MethodDeclarationSyntax method
           && place.Model.GetDeclaredSymbol(method, place.CancellationToken) is IMethodSymbol { IsPartialDefinition: false, PartialDefinitionPart: null, OverriddenMethod: null, IsVirtual: false } symbol
           && !Declarations.Implemented(symbol, symbol.ContainingType).Any()
           && await IsOnlyCalledAsync(symbol, place).ConfigureAwait(false)
            ? [.. place.UsingFor("ValueTask", "System.Threading.Tasks"), new TextChange(method.ReturnType.Span, "ValueTask")]
            : null;

    /// <summary>A delegate that returns nothing cannot be made of it any more.</summary>
    private static async Task<bool> IsOnlyCalledAsync(IMethodSymbol method, FixPlace place)
    {
        foreach (ReferencedSymbol found in await SymbolFinder.FindReferencesAsync(method, place.Document.Project.Solution, place.CancellationToken).ConfigureAwait(false))
        {
            foreach (ReferenceLocation reference in found.Locations)
            {
                if (await reference.Document.GetSyntaxRootAsync(place.CancellationToken).ConfigureAwait(false) is not { } root)
                    return false;

                SyntaxNode name = root.FindNode(reference.Location.SourceSpan, getInnermostNodeForTie: true);
                SyntaxNode called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name.Parent is MemberBindingExpressionSyntax binding ? binding : name;
                if (called.Parent is not InvocationExpressionSyntax && !name.Ancestors().Any(static ancestor => ancestor is CrefSyntax)
                    && called.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } })
                {
                    return false;
                }
            }
        }

        return true;
    }
}
