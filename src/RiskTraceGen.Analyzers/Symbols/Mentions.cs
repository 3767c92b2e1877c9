using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>What a file can have to do with the package, by the names in its text.</summary>
[Flags]
internal enum Mention
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It names the package.</summary>
    Package = 1,

    /// <summary>It can have annotations: it has a part of the name of one.</summary>
    Annotation = 2,

    /// <summary>It gives an annotation, or a flow, another name, for all files.</summary>
    Alias = 4,

    /// <summary>It can raise hooks, or attach to them: it has a part of the name of a method that does.</summary>
    HookTraffic = 8,

    /// <summary>It can name the type of a flow or of a wrapper.</summary>
    Flow = 16,
}

/// <summary>Tells from texts which files rules have to look into. Nothing of the package can be used without its name somewhere, be it in one global
/// <c>using</c>; so one look at each text, kept however often other files are edited, spares all other looks.</summary>
internal static class Mentions
{
    // What the generator adds to every assembly.
    private const string Mark = "RiskTraceGen.Mark.g.cs";

    private static readonly string[] Annotated = ["BrokerCall", "RiskRule", "Hook"];

    private static readonly string[] Traffic = ["Raise", "Attach"];

    private static readonly string[] Flows = ["RiskFlow", Wrappers.Prefix];

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<Mention>> Known = new();

    public static Mention In(SyntaxTree tree) => Known.GetValue(tree, static key => new(Look(key))).Value;

    /// <summary>Whether the package is named in a file, or a reference is compiled against it, whose brokers and flows need no name here.</summary>
    public static bool InProgramOf(KnownSymbols symbols)
        => AssembliesInSight.From(symbols).Skip(1).Any() || symbols.Compilation.SyntaxTrees.Any(static tree => In(tree).HasFlag(Mention.Package));

    private static Mention Look(SyntaxTree tree)
    {
        if (tree.FilePath.EndsWith(Mark, StringComparison.Ordinal))
            return Mention.None;

        string text = tree.GetText().ToString();
        Mention found = text.Contains(Annotations.LibraryNamespace) ? Mention.Package : Mention.None;
        if (Array.Exists(Annotated, text.Contains))
            found |= Mention.Annotation;
        if (Array.Exists(Flows, text.Contains))
            found |= Mention.Flow;
        if (found.HasFlag(Mention.Annotation) || found.HasFlag(Mention.Flow))
            found |= HasGlobalAlias(tree) ? Mention.Alias : Mention.None;
        return Array.Exists(Traffic, text.Contains) ? found | Mention.HookTraffic : found;
    }

    private static bool HasGlobalAlias(SyntaxTree tree)
        => tree.GetRoot() is CompilationUnitSyntax unit && unit.Usings.Any(static directive => directive is { Alias: not null, GlobalKeyword.RawKind: not 0 });
}
