using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>Tells whether a compilation has anything to do with the package, or only references it. Nothing of the package can be used without its name
/// somewhere, be it in one global <c>using</c>; so a look at texts, one for each file however often the program is edited, spares all other looks.</summary>
internal static class Mentions
{
    // What the generator adds to every assembly.
    private const string Mark = "RiskTraceGen.Mark.g.cs";

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Known = new();

    /// <summary>Whether the package is named in a file, or a reference is compiled against it, whose brokers and flows need no name here.</summary>
    public static bool InProgramOf(KnownSymbols symbols)
        => AssembliesInSight.From(symbols).Skip(1).Any() || symbols.Compilation.SyntaxTrees.Any(static tree => Known.GetValue(tree, static key => new(In(key))).Value);

    private static bool In(SyntaxTree tree)
        => !tree.FilePath.EndsWith(Mark, StringComparison.Ordinal) && tree.GetText().ToString().Contains(Annotations.LibraryNamespace);
}
