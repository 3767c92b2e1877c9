using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>Where a <c>goto</c> may land: it can jump over a declaration of the same list.</summary>
internal static class Labels
{
    /// <summary>The labelled statements of the list that <paramref name="statement"/> stands in.</summary>
    public static IEnumerable<LabeledStatementSyntax> Beside(SyntaxNode statement)
        => statement.Parent is GlobalStatementSyntax { Parent: CompilationUnitSyntax file }
            ? file.Members.OfType<GlobalStatementSyntax>().Select(static global => global.Statement).OfType<LabeledStatementSyntax>()
            : statement.Parent!.ChildNodes().OfType<LabeledStatementSyntax>();
}
