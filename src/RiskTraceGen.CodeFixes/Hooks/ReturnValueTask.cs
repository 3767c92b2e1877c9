using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
           && place.Model.GetDeclaredSymbol(method, place.CancellationToken)
               is IMethodSymbol { IsPartialDefinition: false, PartialDefinitionPart: null, OverriddenMethod: null, IsVirtual: false } symbol
           && !Declarations.Implemented(symbol, symbol.ContainingType).Any()
           && await IsOnlyCalledAsync(symbol, place).ConfigureAwait(false)
            ? [.. place.UsingFor("ValueTask", "System.Threading.Tasks"), new TextChange(method.ReturnType.Span, "ValueTask")]
            : null;

    /// <summary>A delegate that returns nothing cannot be made of it any more.</summary>
    private static async Task<bool> IsOnlyCalledAsync(IMethodSymbol method, FixPlace place)
        => await UsesElsewhere.FindAsync(method, place).ConfigureAwait(false) is { } uses && uses.All(static name =>
        {
            SyntaxNode called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name
                ? access
                : name.Parent is MemberBindingExpressionSyntax binding ? binding : name;
            return called.Parent is InvocationExpressionSyntax;
        });
}
