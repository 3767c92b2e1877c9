using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>What runs again after an edit.</summary>
public sealed class RunReasonTests
{
    private const string Elsewhere = "namespace Elsewhere; public class Note { public int Count() => 1; }";

    [Theory]
    [InlineData("in another file", 1, "=> 1", "=> 2")]
    [InlineData("a new type in another file", 1, "public class Note", "public class Other { } public class Note")]
    [InlineData("above everything", 0, "using System;", "// A comment\n\n\nusing System;")]
    [InlineData("in a method body", 0, "return RuleResult.Pass;", "{ _ = 1; return RuleResult.Pass; }")]
    [InlineData("a private member", 0, "private readonly MaxContractsOptions _options;", "private readonly MaxContractsOptions _options; private int _more;")]
    public void AnEditThatChangesNoModelReachesNoFile(string edit, int file, string before, string after)
    {
        GeneratorRunResult result = Edit(file, before, after);
        foreach (string step in new[] { Steps.Brokers, Steps.Wrappers, Steps.Encoders, Steps.Events, Steps.Handlers, Steps.Deadlines, Steps.Module, Steps.Drafts, Steps.Names, Steps.Files })
            Assert.All(Reasons(result, step), reason => Assert.True(IsKept(reason), $"{edit}: {step} {reason}"));
        Assert.All(Outputs(result), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Theory]
    [InlineData("string? OrderId, string? ErrorMessage);", "string? OrderId, string? ErrorMessage, int Code);", "TradingBot.OrderResult.Encoder.g.cs")]
    [InlineData("int Size, decimal Price);", "int Size, decimal Price, bool Flat);", "TradingBot.PositionUpdated.Encoder.g.cs")]
    [InlineData("Task PingAsync();", "Task PingAsync(); Task PongAsync();", "TradingBot.ITradingSuite.Traced.g.cs")]
    public void AnEditOfOneMemberReachesItsFileOnly(string before, string after, string file)
    {
        GeneratorRunResult result = Edit(0, before, after);
        string changed = Assert.Single(Outputs(result), output => !IsKept(output.Reason)).Name;
        Assert.Equal(file, changed);
    }

    [Fact]
    public void AnEditOfARuleReachesItsEventAndTheModule()
    {
        GeneratorRunResult result = Edit(0, "[RiskRule(\"max_contracts\"", "[RiskRule(\"most_contracts\"");
        Assert.Equal(
            ["TradingBot.PositionUpdated.Dispatch.g.cs", "TradingBot.RiskTracing.g.cs"],
            Outputs(result).Where(output => !IsKept(output.Reason)).Select(output => output.Name).Order());
    }

    [Fact]
    public void AnEditOfADeadlineReachesTheModuleOnly()
    {
        GeneratorRunResult result = Edit(0, "[assembly: FlowDeadline(\"STARTUP\", 5_000)]", "[assembly: FlowDeadline(\"STARTUP\", 6_000)]");
        Assert.Equal("TradingBot.RiskTracing.g.cs", Assert.Single(Outputs(result), output => !IsKept(output.Reason)).Name);
    }

    private static GeneratorRunResult Edit(int file, string before, string after)
    {
        Consumer consumer = Consumer.Of(Sources.TradingBot, Elsewhere);
        CSharpCompilation compilation = consumer.Compile();
        CancellationToken token = TestContext.Current.CancellationToken;
        GeneratorDriver driver = consumer.Driver(tracksSteps: true).RunGenerators(compilation, token);

        SyntaxTree tree = compilation.SyntaxTrees[file];
        string text = tree.GetText(token).ToString();
        Assert.Contains(before, text);
        SyntaxTree edited = tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(text.Replace(before, after, StringComparison.Ordinal)));
        return driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, edited), token).GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step)
        => result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    private static bool IsKept(IncrementalStepRunReason reason)
        => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static List<(string Name, IncrementalStepRunReason Reason)> Outputs(GeneratorRunResult result)
    {
        ImmutableArray<IncrementalGeneratorRunStep> steps = result.TrackedOutputSteps.Values.Single();
        return [.. steps.Select(step => (Name(step), step.Outputs.Single().Reason))];
    }

    // The first input of an output step is the file that it adds.
    private static string Name(IncrementalGeneratorRunStep step)
        => (((string FileName, string Text))step.Inputs[0].Source.Outputs[step.Inputs[0].OutputIndex].Value).FileName;
}
