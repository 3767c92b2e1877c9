using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace RiskTraceGen.Generator.Tests;

/// <summary>What runs again after an edit: which steps have a new result, and which files are written anew.</summary>
public sealed class RunReasonTests
{
    private const string Elsewhere = "namespace Elsewhere; public class Note { public int Count() => 1; }";
    private const string MapFile = "TradingBot.RiskTracing.Map.g.cs";
    private const string ModuleFile = "TradingBot.RiskTracing.g.cs";
    private const string DispatchFile = "TradingBot.PositionUpdated.Dispatch.g.cs";
    private const string WrapperFile = "TradingBot.ITradingSuite.Traced.g.cs";

    private static readonly string[] ForBuildsOnly = [Steps.Map, Steps.MapFile];

    public static TheoryData<string, int, string, string, string[], string[]> Edits => new()
    {
        // Nothing that is generated from has changed, and no line of it has moved.
        { "in another file", 1, "=> 1", "=> 2", [], [] },
        { "a new type in another file", 1, "public class Note", "public class Other { } public class Note", [], [] },
        { "a comment beside an annotated member", 0, "Task PingAsync();", "Task PingAsync(); // alive?", [], [] },
        { "white space in a rule", 0, "return RuleResult.Pass;", "return   RuleResult.Pass;", [], [] },
        { "below every annotated member", 0, "public void Failed(HookFailure failure)\n    {", "public void Failed(HookFailure failure)\n    {\n        // Nobody is told.\n", [], [] },
        { "in the body of a rule", 0, "return RuleResult.Pass;", "{ _ = 1; return RuleResult.Pass; }", [], [] },
        { "a private member of a rule", 0, "private readonly MaxContractsOptions _options;", "private readonly MaxContractsOptions _options; private int _more;", [], [] },

        // Lines have moved: only the map knows of lines.
        { "above everything", 0, "using System;", "// A comment\n\n\nusing System;", [Steps.Map, Steps.MapFile], [MapFile] },
        { "above an annotated member", 0, "    [BrokerCall(\"close", "    // Closes.\n    [BrokerCall(\"close", [Steps.Map, Steps.MapFile], [MapFile] },
        { "a line in the body of a rule", 0, "return RuleResult.Pass;", "{\n return RuleResult.Pass; }", [Steps.Map, Steps.MapFile], [MapFile] },

        // Another way through the code: the map alone, too.
        { "a raise in the body of a rule", 0, "return RuleResult.Pass;", "{ flow.Raise(new MarginCall()); return RuleResult.Pass; }", [Steps.Map, Steps.MapFile], [MapFile] },

        // What is generated from has changed.
        { "the name of a broker call", 0, "close_position_direct", "close_position", [Steps.Brokers, Steps.Module, Steps.Drafts, Steps.Files, Steps.Map, Steps.MapFile], [WrapperFile, MapFile, ModuleFile] },
        { "a member of a broker that is not traced", 0, "Task PingAsync();", "Task PingAsync(); Task PongAsync();", [Steps.Brokers, Steps.Drafts, Steps.Files], [WrapperFile] },
        { "the name of a rule", 0, "[RiskRule(\"max_contracts\"", "[RiskRule(\"most_contracts\"", [Steps.Events, Steps.Module, Steps.Drafts, Steps.Files, Steps.Map, Steps.MapFile], [DispatchFile, MapFile, ModuleFile] },
        { "the order of a handler", 0, "Order = 10", "Order = 11", [Steps.Handlers, Steps.Module, Steps.Drafts, Steps.Files, Steps.Map, Steps.MapFile], ["TradingBot.Alerts.Hooks.g.cs", MapFile, ModuleFile] },
        { "a parameter of a result", 0, "string? ErrorMessage);", "string? ErrorMessage, int Code);", [Steps.Encoders, Steps.Drafts, Steps.Files], ["TradingBot.OrderResult.Encoder.g.cs"] },
        { "a parameter of an event", 0, "int Size, decimal Price);", "int Size, decimal Price, bool Flat);", [Steps.Encoders, Steps.Drafts, Steps.Files], ["TradingBot.PositionUpdated.Encoder.g.cs"] },
        { "a parameter of a payload", 0, "decimal Shortfall);", "decimal Shortfall, bool Final);", [Steps.Encoders, Steps.Drafts, Steps.Files], ["TradingBot.MarginCall.Encoder.g.cs"] },
        { "the hook of a payload", 0, "[HookEvent(\"margin_call\")]", "[HookEvent(\"margin_due\")]", [Steps.Handlers, Steps.Module, Steps.Drafts, Steps.Files, Steps.Map, Steps.MapFile], ["TradingBot.Alerts.Hooks.g.cs", MapFile, ModuleFile] },
        { "a deadline", 0, "FlowDeadline(\"STARTUP\", 5_000)", "FlowDeadline(\"STARTUP\", 6_000)", [Steps.Deadlines, Steps.Module, Steps.Drafts, Steps.Files], [ModuleFile] },
    };

    [Theory, MemberData(nameof(Edits))]
    public void AnEditReachesWhatDependsOnIt(string edit, int file, string before, string after, string[] steps, string[] files)
    {
        CSharpCompilation compilation = Bot.Compile();
        PipelineRun run = Run(Bot.Driver(tracksSteps: true), compilation, Edited(compilation, file, before, after));
        Assert.Equal(PipelineRun.AllSteps, run.Known.Order(ByPlace));
        AssertEqual(edit, steps, run.Changed);
        AssertEqual(edit, files.Order(StringComparer.Ordinal), run.ChangedFiles);
    }

    [Theory, MemberData(nameof(Edits))]
    public void WhileSomebodyTypesNothingAsksForTheMap(string edit, int file, string before, string after, string[] steps, string[] files)
    {
        CSharpCompilation compilation = Bot.Compile();
        PipelineRun run = Run(Bot.Driver(tracksSteps: true, whileTyping: true), compilation, Edited(compilation, file, before, after));
        Assert.Equal(PipelineRun.AllSteps.Except(ForBuildsOnly), run.Known.Order(ByPlace));
        AssertEqual(edit, steps.Except(ForBuildsOnly), run.Changed);
        AssertEqual(edit, files.Except([MapFile]).Order(StringComparer.Ordinal), run.ChangedFiles);
    }

    [Fact]
    public void AnAnnotatedTypeThatIsAddedAndRemovedReachesItsEventAndTheModule()
    {
        CSharpCompilation compilation = Bot.Compile();
        CSharpCompilation added = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "using RiskTraceGen; namespace TradingBot; [RiskRule(\"size\")] public sealed class SizeRule { public RuleResult Check(PositionUpdated position) => RuleResult.Pass; }", Bot.ParseOptions, "Size.cs", cancellationToken: Token));
        string[] steps = [Steps.Events, Steps.Module, Steps.Drafts, Steps.Files, Steps.Map, Steps.MapFile];
        foreach ((CSharpCompilation from, CSharpCompilation to) in new[] { (compilation, added), (added, compilation) })
        {
            PipelineRun run = Run(Bot.Driver(tracksSteps: true), from, to);
            AssertEqual("a rule", steps, run.Changed);
            AssertEqual("a rule", [DispatchFile, MapFile, ModuleFile], run.ChangedFiles);
        }
    }

    [Fact]
    public void ATypeWithANameThatGeneratedCodeUsesReachesTheFilesThatHaveToSayWhichOneTheyMean()
    {
        CSharpCompilation compilation = Bot.Compile();
        CSharpCompilation added = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("public class OrderResult;", Bot.ParseOptions, "Other.cs", cancellationToken: Token));
        PipelineRun run = Run(Bot.Driver(tracksSteps: true), compilation, added);
        AssertEqual("a rival", [Steps.Names, Steps.Files], run.Changed);
        AssertEqual("a rival", [WrapperFile, ModuleFile], run.ChangedFiles);
    }

    [Fact]
    public void AnOptionReachesWhatIsNamedAfterIt()
    {
        CSharpCompilation compilation = Bot.Compile();
        GeneratorDriver driver = Bot.Driver(tracksSteps: true).RunGenerators(compilation, Token);
        var same = new PipelineRun(driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions(Bot.RootNamespace, Bot.Directory)).RunGenerators(compilation, Token));
        AssertEqual("nothing", [], same.Changed);

        var named = new PipelineRun(driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions("Desk", Bot.Directory)).RunGenerators(compilation, Token));
        AssertEqual("the root namespace", [Steps.Module, Steps.Drafts, Steps.Files, Steps.Map, Steps.MapFile], named.Changed);
        AssertEqual("the root namespace", ["Desk.RiskTracing.Map.g.cs", "Desk.RiskTracing.g.cs"], named.ChangedFiles);

        var moved = new PipelineRun(driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions(Bot.RootNamespace, "/home/trader/")).RunGenerators(compilation, Token));
        AssertEqual("the directory", [Steps.Map, Steps.MapFile], moved.Changed);
    }

    [Fact]
    public void AReferenceReachesTheModuleIfItHasOne()
    {
        CSharpCompilation compilation = Bot.Compile();
        MetadataReference plain = (Consumer.Of("namespace Elsewhere; public class Other;") with { AssemblyName = "Plain" }).Generate().Emit();
        AssertEqual("a plain reference", [], Run(Bot.Driver(tracksSteps: true), compilation, compilation.AddReferences(plain)).Changed);

        MetadataReference traced = (Consumer.Of("using RiskTraceGen; namespace Market; public interface IMarket { [BrokerCall(\"quote\")] int Quote(); }") with { AssemblyName = "Market" }).Generate().Emit();
        PipelineRun run = Run(Bot.Driver(tracksSteps: true), compilation, compilation.AddReferences(traced));
        AssertEqual("a reference with a module", [Steps.Module, Steps.Drafts, Steps.Names, Steps.Files], run.Changed);
        AssertEqual("a reference with a module", [ModuleFile], run.ChangedFiles);
    }

    [Fact]
    public void AStepThatDoesNotExistHasNoReasons()
        => Assert.Throws<KeyNotFoundException>(() => Run(Bot.Driver(tracksSteps: true), Bot.Compile(), Bot.Compile()).ReasonsOf("Nothing"));

    private static Consumer Bot { get; } = Consumer.Of(Sources.TradingBot, Elsewhere) with { Directory = "/home/trader/bot/" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Comparer<string> ByPlace { get; } = Comparer<string>.Create((one, other) => Place(one).CompareTo(Place(other)));

    private static int Place(string step) => PipelineRun.AllSteps.ToList().IndexOf(step);

    private static PipelineRun Run(GeneratorDriver driver, CSharpCompilation before, CSharpCompilation after)
        => new(driver.RunGenerators(before, Token).RunGenerators(after, Token));

    private static CSharpCompilation Edited(CSharpCompilation compilation, int file, string before, string after)
    {
        SyntaxTree tree = compilation.SyntaxTrees[file];
        string text = tree.GetText(Token).ToString();
        Assert.Contains(before, text);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text.Replace(before, after, StringComparison.Ordinal))));
    }

    private static void AssertEqual(string edit, IEnumerable<string> expected, IEnumerable<string> actual)
        => Assert.True(expected.SequenceEqual(actual), $"{edit}: expected [{string.Join(", ", expected)}], found [{string.Join(", ", actual)}]");
}
