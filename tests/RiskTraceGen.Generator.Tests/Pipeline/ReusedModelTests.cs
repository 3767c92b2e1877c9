using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Generator.Incremental;

namespace RiskTraceGen.Generator.Tests;

/// <summary>After an edit the models of other files are used again, but only of those that the edit cannot reach: what is generated is what a fresh run generates.</summary>
public sealed class ReusedModelTests
{
    // Each file by its name; each speaks of as few others as can be.
    private static readonly (string File, string Text)[] Program =
    [
        ("Globals", "global using System.Threading.Tasks; global using RiskTraceGen; global using Venues; global using Call = RiskTraceGen.BrokerCallAttribute;"),
        ("Prefixes", "namespace Bot; public abstract class Prefixes { public const string Orders = \"orders_\"; }"),
        ("Names", "namespace Bot; public class Names : Prefixes { public const string Place = Orders + \"place\"; public const int Lots = 1; }"),
        ("Marks", "namespace Bot; public sealed class TermsAttribute : System.Attribute { public const string Agreed = \"agreed\"; }"),
        ("Side", "namespace Venues; public enum Side { Buy = 1, Sell = 2 }"),
        ("Sized", "namespace Venues; public interface ISized { int Size { get; } }"),
        ("Leg", "namespace Venues; public sealed record Leg(int Size) : ISized;"),
        ("Order", "namespace Venues; public sealed record Order(string Id, Leg Leg, Side Side);"),
        ("Base", "namespace Bot; public interface IBase { void Ping(); }"),
        ("Desk", "namespace Bot; public partial interface IDesk : IBase { [BrokerCall(Names.Place)] Task<Order> PlaceAsync(Order order, int lots = Names.Lots); }"),
        ("Desk.More", "namespace Bot; public partial interface IDesk { void Rest(); }"),
        ("Quotes", "using static Bot.Names; namespace Bot; public interface IQuotes { [Call(Place)] int Quote(int depth); }"),
        ("Terms", "namespace Bot; public interface ITerms { [BrokerCall(\"terms\")] int Ask([Terms] string text = TermsAttribute.Agreed); }"),
        ("Quiet", "namespace Bot; public interface IQuiet { [Call(\"quiet\")] int Rest(int depth); }"),
        ("Foreign", "namespace Bot; public interface IForeign { void Submit(int size); }"),
        ("Assembly", "[assembly: BrokerCall(typeof(Bot.IForeign), \"Submit\")]"),
        ("Flags", "namespace Bot; public static class Flags { public const bool Keeps = false; }"),
        ("Compliance", "[assembly: System.CLSCompliant(Bot.Flags.Keeps)]"),
        ("Tick", "namespace Bot; public sealed record Tick(string ContractId, int Depth);"),
        ("Rule", "namespace Bot; [RiskRule(\"rule\")] public sealed class DepthRule { public RuleResult Check(Tick tick, TracedDesk desk) => RuleResult.Pass; }"),
        ("Margin", "namespace Bot; [HookEvent(\"margin\")] public readonly record struct Margin(decimal Amount);"),
        ("Alerts", "namespace Bot; public sealed class Alerts { [Hook(\"margin\")] public void On(Margin margin) { } }"),
        ("Timed", "namespace Bot; public sealed class Timed { [Hook(\"on_breach\", TimeoutMilliseconds = -1, Inline = true)] public void On(BreachDetected breach) { } }"),
        ("Known", "namespace System; public struct Slot { public int Place; }"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An edit, and the files that are read again besides the edited one; all of them where none are given.</summary>
    public static TheoryData<string, string, string, string[]?> Edits => new()
    {
        { "Quiet", "int depth", "int levels", [] },
        { "Desk", "Order order", "Order request", ["Desk.More"] },
        { "Desk.More", "void Rest();", "void Rest(); void Stop();", ["Desk"] },
        { "Base", "void Ping();", "[BrokerCall(\"ping\")] void Ping();", ["Desk", "Desk.More"] },
        { "Side", "Sell = 2", "Sell = 3", ["Order", "Desk", "Desk.More"] },
        { "Leg", "(int Size)", "(int Size, int Ratio)", ["Order", "Desk", "Desk.More"] },
        { "Sized", "int Size", "[Sensitive] int Size", ["Leg", "Order", "Desk", "Desk.More"] },
        { "Names", "Lots = 1", "Lots = 2", ["Desk", "Desk.More", "Quotes"] },
        { "Prefixes", "\"orders_\"", "\"order_\"", ["Names", "Desk", "Desk.More", "Quotes"] },
        { "Marks", "\"agreed\"", "\"refused\"", ["Terms"] },
        { "Tick", "int Depth", "int Levels", ["Rule"] },
        { "Rule", "\"rule\"", "\"depth\"", [] },
        { "Margin", "\"margin\"", "\"call\"", ["Alerts"] },

        // The parser skips the colon; with it the attribute says something else.
        { "Timed", "= -1,", "= -1: ,", [] },

        // What is said to all files, or can be.
        { "Globals", "global using Call = RiskTraceGen.BrokerCallAttribute;", "global using Call = System.ObsoleteAttribute;", null },
        { "Globals", "global using Venues;", "global using Leg = System.Int32; global using Order = System.String;", null },
        { "Assembly", "\"Submit\")", "\"Submit\", Name = \"place_order\")", null },
        { "Assembly", ")]", ")] [assembly: System.CLSCompliant(true)]", null },
        { "Foreign", "int size", "int lots", null },
        { "Flags", "Keeps = false", "Keeps = true", null },

        // Another name: whoever mentions it may mean something else now.
        { "Quiet", "public interface IQuiet", "public sealed class Order; public interface IQuiet", null },
        { "Quotes", "public interface IQuotes", "internal interface IQuotes", null },
        { "Names", "public class Names", "public static class Place; public class Names", null },
        { "Leg", "namespace Venues;", "namespace Bot;", null },
    };

    [Theory, MemberData(nameof(Edits))]
    public void WhatIsGeneratedIsWhatAFreshRunGenerates(string file, string before, string after, string[]? reread)
    {
        CSharpCompilation compilation = Compile(Program);
        CSharpCompilation edited = Edited(compilation, file, before, after);
        Assert.Equal(reread?.Append(file).Order(StringComparer.Ordinal), Reread(compilation, edited));

        GeneratorDriver driver = Consumer.Of().Driver().RunGenerators(compilation, Token);
        IReadOnlyList<string> unedited = Texts(driver);
        driver = driver.RunGenerators(edited, Token);
        Assert.Equal(Fresh(edited), Texts(driver));
        Assert.NotEqual(unedited, Texts(driver));

        // And back, with everything remembered.
        Assert.Equal(unedited, Texts(driver.RunGenerators(compilation, Token)));
    }

    [Theory]
    [InlineData("Known", "int Place", "int Place, Side")]
    [InlineData("Assembly", ")]", ")] [assembly: System.CLSCompliant(false)]")]
    public void WhatTheCompilerLooksForByItselfReachesEveryFile(string file, string before, string after)
    {
        CSharpCompilation compilation = Compile(Program);
        Assert.Null(Reread(compilation, Edited(compilation, file, before, after)));
    }

    [Fact]
    public void OtherOptionsAndReferencesReachEveryFile()
    {
        CSharpCompilation compilation = Compile(Program);
        Assert.Equal([], Reread(compilation, compilation));
        Assert.Null(Reread(compilation, compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable))));
        Assert.Null(Reread(compilation, compilation.RemoveReferences(compilation.References.Last())));
        Assert.Null(Reread(compilation, compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[^1])));
    }

    private static IEnumerable<string>? Reread(CSharpCompilation before, CSharpCompilation after)
        => new ProgramFiles(after, Token).ChangedSince(new ProgramFiles(before, Token))?.Select(file => file.Tree.FilePath).Order(StringComparer.Ordinal);

    private static IReadOnlyList<string> Fresh(CSharpCompilation compilation)
        => Texts(Consumer.Of().Driver().RunGenerators(Compile(compilation.SyntaxTrees.Select(tree => (tree.FilePath, tree.ToString()))), Token));

    private static IReadOnlyList<string> Texts(GeneratorDriver driver)
        => [.. driver.GetRunResult().Results.Single().GeneratedSources.Select(file => $"{file.HintName}\n{file.SourceText}").Order(StringComparer.Ordinal)];

    private static CSharpCompilation Compile(IEnumerable<(string File, string Text)> program)
        => Consumer.Of().Compile().AddSyntaxTrees(program.Select(file => CSharpSyntaxTree.ParseText(file.Text, Consumer.Of().ParseOptions, file.File, cancellationToken: Token)));

    private static CSharpCompilation Edited(CSharpCompilation compilation, string file, string before, string after)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == file);
        Assert.Contains(before, tree.ToString(), StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(tree.ToString().Replace(before, after, StringComparison.Ordinal))));
    }
}
