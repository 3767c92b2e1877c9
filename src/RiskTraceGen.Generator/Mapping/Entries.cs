using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Generator.Incremental;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// Where other assemblies may come in with a flow. A helper is told the flow that it works for: without one,
/// nothing of it can be in a flow of its caller. A rule may inherit its evaluation.
/// </summary>
internal sealed class Entries
{
    private readonly Compilation _compilation;
    private readonly SourceTypes _types;
    private readonly HashSet<string> _aliases;

    /// <param name="compilation">What was written: nothing comes in through the outlines of wrappers.</param>
    /// <param name="types">The types, as the walk knows them.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Entries(Compilation compilation, SourceTypes types, CancellationToken cancellationToken)
    {
        (_compilation, _types) = (compilation, types);
        _aliases = new HashSet<string>(
            compilation.SyntaxTrees.Select(tree => Syntax.Of(tree, cancellationToken))
                .SelectMany(file => file.Aliases.Concat(file.GlobalUsings.Select(directive => directive.Alias?.Name.Identifier.ValueText).OfType<string>())),
            StringComparer.Ordinal);
    }

    public IEnumerable<IMethodSymbol> All
        => _types.All
            .Where(type => type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface
                && IsVisible(type)
                && type.DeclaringSyntaxReferences.Any(part => _compilation.ContainsSyntaxTree(part.SyntaxTree) && CanHaveAny(part.GetSyntax()))
                && Boundary.BrokerOf(type) is null)
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor
                && !method.IsAbstract
                && IsVisible(method)
                && (Boundary.TakesFlow(method) || RuleMethods.IsEvaluation(method))
                && !Boundary.MakesWrapper(method)
                && MethodBody.Of(method).Any());

    private static bool IsVisible(ISymbol symbol)
        => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
            && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));

    // Types without any are many, and to ask one for its methods makes them all: what is written tells that nothing in it takes a flow.
    private bool CanHaveAny(SyntaxNode type)
        => type is TypeDeclarationSyntax declaration
            && (CanTellFlow(declaration.ParameterList)
                || declaration.Members.Any(member => member is BaseMethodDeclarationSyntax method
                    && MethodBody.HasCode(method)
                    && (IsNamedAsEvaluation(method) || CanTellFlow(method.ParameterList))));

    private static bool IsNamedAsEvaluation(BaseMethodDeclarationSyntax method)
        => method is MethodDeclarationSyntax { Identifier.ValueText: var name } && RuleMethods.Names.Contains(name);

    private bool CanTellFlow(ParameterListSyntax? parameters)
        => parameters is { Parameters.Count: > 0 }
            && parameters.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && Boundary.CanTellFlow(token.ValueText, _aliases));
}
