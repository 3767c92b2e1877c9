using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>What in a solution uses a method, or another member, beyond speaking of it.</summary>
internal static class UsesElsewhere
{
    /// <summary>Whether code other than generated code calls the method or makes a delegate of it.</summary>
    public static async Task<bool> AnyAsync(IMethodSymbol method, FixPlace place)
        => await FindAsync(method, place).ConfigureAwait(false) is not { Count: 0 };

    /// <summary>The names that stand for a use, but for those in <c>nameof</c> and in comments; null if a document cannot be read.</summary>
    public static async Task<IReadOnlyList<SyntaxNode>?> FindAsync(ISymbol member, FixPlace place)
    {
        List<SyntaxNode> uses = [];
        Solution solution = place.Document.Project.Solution;
        foreach (ReferencedSymbol found in await SymbolFinder.FindReferencesAsync(member, solution, place.CancellationToken).ConfigureAwait(false))
        {
            foreach (ReferenceLocation reference in found.Locations)
            {
                if (reference.Document is SourceGeneratedDocument) // written anew from what is annotated
                    continue;

                if (await reference.Document.GetSyntaxRootAsync(place.CancellationToken).ConfigureAwait(false) is not { } root)
                    return null;

                SyntaxNode name = root.FindNode(reference.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                if (!name.Ancestors().Any(static ancestor
                    => ancestor is CrefSyntax or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }))
                    uses.Add(name);
            }
        }

        return uses;
    }
}
