using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.Generator.Incremental;

/// <summary>
/// Compilations are the same while they declare the same: what stands in a method's body, a comment or an initializer changes nothing that is generated, and
/// most of what is typed stands there. The first one of those that are the same is kept, so that after such an edit no symbol is bound at all.
/// </summary>
internal sealed class DeclarationComparer : IEqualityComparer<Compilation>, IEqualityComparer<SyntaxTree>
{
    public static DeclarationComparer Instance { get; } = new();

    public bool Equals(Compilation one, Compilation other)
        => ReferenceEquals(one, other)
            || (one.AssemblyName == other.AssemblyName
                && one.Options.Equals(other.Options)
                && one.ExternalReferences.SequenceEqual(other.ExternalReferences)
                && one.SyntaxTrees.SequenceEqual(other.SyntaxTrees, this));

    public bool Equals(SyntaxTree one, SyntaxTree other)
        => ReferenceEquals(one, other)
            || (one.FilePath == other.FilePath
                && one.Options.Equals(other.Options)
                && one.IsEquivalentTo(other, topLevel: true)
                && Broken(one).SequenceEqual(Broken(other)));

    public int GetHashCode(Compilation compilation) => compilation.AssemblyName?.GetHashCode() ?? 0;

    public int GetHashCode(SyntaxTree tree) => tree.FilePath.GetHashCode();

    // Tokens that the parser skips are no part of the tree, but what is broken by them declares something else.
    private static IEnumerable<string> Broken(SyntaxTree tree)
        => tree.GetRoot().DescendantNodesAndTokens(static node => node.ContainsDiagnostics && !IsBody(node))
            .Where(static part => part.ContainsDiagnostics && !IsBody(part.AsNode()) && !part.ChildNodesAndTokens().Any(child => child.ContainsDiagnostics))
            .Select(part => part.ToFullString());

    private static bool IsBody(SyntaxNode? node) => node is BlockSyntax or ArrowExpressionClauseSyntax;
}
