using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Whatever is typed, the generator stays silent, and generates what the rest allows.</summary>
public sealed class BrokenInputTests
{
    private const int Seed = 20251123;

    [Fact]
    public void EveryPrefixOfAProgramIsBorne()
    {
        for (int length = 0; length <= Sources.TradingBot.Length; length++)
            Consumer.Of(Sources.TradingBot[..length]).Generate();
    }

    [Fact]
    public void LostTokensAreBorne()
    {
        var random = new Random(Seed);
        string everything = Shapes.Plain + Shapes.Annotated.Replace("using ", "// using ", StringComparison.Ordinal) + Shapes.Rules.Replace("using ", "// using ", StringComparison.Ordinal);
        foreach (string source in new[] { Sources.TradingBot, everything })
        {
            SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens()];
            for (int round = 0; round < 150; round++)
            {
                var lost = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(tokens.Length)).ToHashSet();
                string text = string.Concat(tokens.Where((_, place) => !lost.Contains(place)).Select(token => token.ToFullString()));
                Exception? thrown = Record.Exception(() => Consumer.Of(text).Generate());
                Assert.True(thrown is null, $"seed {Seed}, round {round}: {thrown}");
            }
        }
    }

    [Theory]
    [InlineData("[BrokerCall] void Broken();")]
    [InlineData("[BrokerCall(] void Broken();")]
    [InlineData("[BrokerCall(null!)] void Broken();")]
    [InlineData("[BrokerCall(\"\")] void Broken();")]
    [InlineData("[BrokerCall(Missing.Name)] void Broken();")]
    [InlineData("[BrokerCall(\"broken\")] Unknown Broken(Unknown unknown);")]
    [InlineData("[BrokerCall(\"broken\")] unsafe void Broken(int* pointer);")]
    [InlineData("[BrokerCall(\"broken\")] static void Broken() { }")]
    [InlineData("[BrokerCall(\"broken\")] void")]
    [InlineData("[BrokerCall(\"broken\")] int Broken(int );")]
    [InlineData("[BrokerCall(\"broken\")] int Broken(int twice, string twice);")]
    [InlineData("[BrokerCall(\"broken\")] int Broken(ref params int[] numbers);")]
    [InlineData("[BrokerCall(\"broken\")] int Broken<>(int number);")]
    [InlineData("[BrokerCall(\"broken\")] int Broken<T, T>(T number);")]
    [InlineData("int Broken(int );")]
    [InlineData("int this[int ] { get; }")]
    public void ABrokenMemberCostsOnlyItself(string member)
    {
        Generated generated = Consumer.Of($$"""
            using System.Threading.Tasks;
            using RiskTraceGen;
            public interface IBroker
            {
                [BrokerCall("whole")] Task WholeAsync(int number);
                {{member}}
            }
            """).Generate();
        string wrapper = generated["IBroker.Traced.g.cs"];
        Assert.Contains("Whole = TracePoint.BrokerCall", wrapper);
        Assert.DoesNotContain("TracePoints.Broken", wrapper);
        Assert.DoesNotContain(generated.Complaints, complaint => complaint.Contains(".g.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("void Close<T, U>(Task<T> one, Task<U> other) where T : U where U : T;")]
    [InlineData("Task<T?> Close<T>(Task<T?> one) where T : T;")]
    public void AConstraintThatLeadsToItselfEnds(string member)
        => Assert.Contains("IBroker.Traced.g.cs", Consumer.Of($"#nullable enable\nusing System.Threading.Tasks; using RiskTraceGen; public interface IBroker {{ [BrokerCall(\"close\")] {member} }}").Generate().Files.Select(file => file.Name));

    [Theory]
    [InlineData("[RiskRule(\"\")] public class Broken { public RuleResult Check(Tick tick) => RuleResult.Pass; }")]
    [InlineData("[RiskRule] public class Broken { public RuleResult Check(Tick tick) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"broken\")] public abstract class Broken { public RuleResult Check(Tick tick) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"broken\")] public class Broken<T> { public RuleResult Check(Tick tick) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"broken\")] file class Broken { public RuleResult Check(Tick tick) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"broken\")] public class Broken { private Broken() { } public RuleResult Check(Tick tick) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"broken\")] public class Broken { public required int Size { get; set; } public RuleResult Check(Tick tick) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"broken\")] public class Broken { public RuleResult Check(Tick tick, TracedNobody nobody) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"broken\")] public class Broken { public RuleResult Check(Unknown tick) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"broken\")] public class Broken { public int Check(Tick tick) => 1; }")]
    [InlineData("[RiskRule(\"broken\")] public class { public RuleResult Check(Tick tick) => RuleResult.Pass; }")]
    [InlineData("public class { [RiskRule(\"broken\")] public class Broken { public RuleResult Check(Tick tick) => RuleResult.Pass; } }")]
    [InlineData("namespace { [RiskRule(\"broken\")] public class Broken { public RuleResult Check(Tick tick) => RuleResult.Pass; } }")]
    [InlineData("public static class Outer { [RiskRule(\"broken\")] private class Broken { public RuleResult Check(Tick tick) => RuleResult.Pass; } }")]
    public void ABrokenRuleCostsOnlyItself(string rule)
    {
        Generated generated = Consumer.Of("using RiskTraceGen; public sealed record Tick(int Price); [RiskRule(\"whole\")] public class Whole { public RuleResult Check(Tick tick) => RuleResult.Pass; }", "using RiskTraceGen;\n" + rule).Generate();
        Assert.Contains("_whole.Check(riskEvent)", generated["Tick.Dispatch.g.cs"]);
        Assert.DoesNotContain("broken", generated["Tick.Dispatch.g.cs"], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(generated.Complaints, complaint => complaint.Contains(".g.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public interface { [BrokerCall(\"broken\")] int Broken(int number); }")]
    [InlineData("public interface IBroken<> { [BrokerCall(\"broken\")] int Broken(int number); }")]
    [InlineData("public class { [Hook(\"on_breach\")] public void Broken(BreachDetected breach) { } }")]
    [InlineData("[HookEvent(\"broken\")] public struct { public int Broken; }")]
    public void ADeclarationWithoutANameCostsOnlyItself(string declaration)
    {
        Generated generated = Consumer.Of(Sources.TradingBot, "using RiskTraceGen;\n" + declaration).Generate();
        Assert.Equal(
            Consumer.Of(Sources.TradingBot).Generate().Files,
            generated.Files);
        Assert.DoesNotContain(generated.Complaints, complaint => complaint.Contains(".g.cs", StringComparison.Ordinal));
    }

    // As when one kind of type becomes another.
    [Theory]
    [InlineData("public interface IDesk { [BrokerCall(\"send\")] void Send(int size); }", "public abstract class IDesk { [BrokerCall(\"cancel\")] public virtual void Cancel(int id) { } }", "IDesk.Traced.g.cs")]
    [InlineData("public class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { } }", "public record Alerts { [Hook(\"on_breach\", Order = 2)] public void On(BreachDetected breach) { } }", "Alerts.Hooks.g.cs")]
    public void TypesOfOneNameHaveOneFile(string one, string other, string file)
    {
        Generated generated = Consumer.Of(Sources.TradingBot, "using RiskTraceGen;\n" + one, "using RiskTraceGen;\n" + other).Generate();
        Assert.Single(generated.Files, generatedFile => generatedFile.Name == file);
        Assert.Empty(Consumer.Of(Sources.TradingBot).Generate().Files.Select(generatedFile => generatedFile.Name).Except(generated.Files.Select(generatedFile => generatedFile.Name)));
    }
}
