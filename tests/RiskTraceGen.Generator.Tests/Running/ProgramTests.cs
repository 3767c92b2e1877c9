using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Rules, handlers and modules do what they say, seen through the flows that they leave.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task AnEventWakesItsRulesInTheOrderOfTheirNamesAndABreachItsHandlers()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync("""
            namespace Bot
            {
                public sealed record Result(bool Success);
                public interface ISuite { [BrokerCall("close")] ValueTask<Result> CloseAsync(string contractId); }
                public sealed class Suite : ISuite { public ValueTask<Result> CloseAsync(string contractId) => new(new Result(true)); }

                public record Moved(string ContractId, int Size);
                public sealed record Jumped(string ContractId, int Size) : Moved(ContractId, Size);
                public readonly record struct Tick(decimal Price);

                [RiskRule("b_size", Category = "exposure")]
                public sealed class SizeRule
                {
                    private readonly Limits _limits;
                    public SizeRule(Limits limits, string label = "none") { _limits = limits; if (label != "none") throw new Exception(label); }
                    public async Task<RuleResult> CheckAsync(Moved moved, TracedSuite suite, CancellationToken cancellationToken)
                    {
                        if (!suite.Flow.Exceeds("Size check", moved.Size, _limits.Max))
                            return RuleResult.Pass;
                        await suite.CloseAsync(moved.ContractId);
                        return RuleResult.Breach("closed");
                    }

                    public RuleResult Check(Tick tick) => tick.Price < 0 ? RuleResult.Error("negative") : RuleResult.Pass;
                }

                [RiskRule("a_first")]
                internal sealed class First { public RuleResult Evaluate(Moved moved) => RuleResult.Pass; }

                public sealed record Limits(int Max);

                public sealed class Alerts
                {
                    [Hook("on_breach")]
                    public ValueTask OnBreach(BreachDetected breach, TracedSuite suite, RiskFlow flow) { flow.Emit("seen", new Seen(breach.Rule, breach.ContractId)); return default; }
                }

                public readonly record struct Seen(string Rule, string? Contract);
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, type =>
                        type == typeof(Bot.ISuite) ? new Bot.Suite() : type == typeof(Bot.Limits) ? new Bot.Limits(2) : null);
                    await dispatcher.DispatchAsync(new Bot.Moved("MNQ", 5));
                    await dispatcher.DispatchAsync(new Bot.Tick(1));
                    await dispatcher.DispatchAsync<object>(new Bot.Jumped("ES", 1));
                    string[] rules = dispatcher.RulesFor<Bot.Moved>().Select(rule => rule.Name).ToArray();
                    if (string.Join(",", rules) != "a_first,b_size") throw new Exception(string.Join(",", rules));
                }
            }
            """);

        Assert.Equal(["MOVED", "MOVED", "TICK"], flows.Select(flow => flow.Trigger).Order());
        FlowTrace breach = flows.First(flow => flow.Worst == RuleSeverity.Breach);
        Assert.Equal(["contract_id: MNQ", "size: 5"], breach.TriggerFields.Select(field => field.ToString()));
        Assert.Equal(["a_first", "b_size"], breach.Steps.Where(step => step.Kind == StepKind.RiskEval).Select(step => step.Name));
        Assert.Equal("contract_id: MNQ; result: Result { success: true }", string.Join("; ", Assert.Single(breach.Steps, step => step.Kind == StepKind.ApiCall).Fields), ignoreCase: true);
        Assert.Single(breach.Steps, step => step.Kind == StepKind.HookExec);
    }

    [Fact]
    public async Task AProgramComposesTheModulesOfItsReferences()
    {
        Generated library = (Consumer.Of("""
            using RiskTraceGen;
            namespace Library;
            public interface IMarket { [BrokerCall("quote")] int Quote(string contract); }
            public sealed record Tick(int Price);
            [RiskRule("library_rule")] public sealed class LibraryRule { public RuleResult Check(Tick tick) => RuleResult.Pass; }
            """) with { AssemblyName = "Library" }).Generate();
        Generated program = (Consumer.Of("""
            using System;
            using System.Linq;
            using System.Threading.Tasks;
            using Library;
            using RiskTraceGen;

            [RiskRule("own_rule")]
            public sealed class OwnRule { public RuleResult Check(Tick tick, TracedMarket market) { market.Quote("ES"); return RuleResult.Pass; } }

            public sealed class Market : IMarket { public int Quote(string contract) => 1; }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = Bot.Main.RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(IMarket) ? new Market() : null);
                    await dispatcher.DispatchAsync(new Tick(1));
                }
            }
            """) with { AssemblyName = "Bot", RootNamespace = "Bot.Main", References = [library.Emit()] }).Generate();

        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync(program, library));
        Assert.Equal(["library_rule", "own_rule"], flow.Steps.Where(step => step.Kind == StepKind.RiskEval).Select(step => step.Name).Order());
        Assert.Equal("quote", Assert.Single(flow.Steps, step => step.Kind == StepKind.ApiCall).Name);
        Assert.Contains(" RiskTracingModule.Instance,", program["Bot.Main.RiskTracing.g.cs"]);
    }

    [Fact]
    public async Task AssembliesOfOneRootNamespaceHaveModulesOfTheirOwn()
    {
        Generated library = (Consumer.Of("""
            using RiskTraceGen;
            namespace MyBot;
            public sealed record Tick(int Price);
            [RiskRule("library_rule")] public sealed class LibraryRule { public RuleResult Check(Tick tick) => RuleResult.Pass; }
            """) with { AssemblyName = "MyBot.Core", RootNamespace = "MyBot" }).Generate().WithoutComplaints();
        Generated program = (Consumer.Of("""
            using System.Threading.Tasks;
            using RiskTraceGen;

            [RiskRule("own_rule")] public sealed class OwnRule { public RuleResult Check(MyBot.Tick tick) => RuleResult.Pass; }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer) => await MyBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null).DispatchAsync(new MyBot.Tick(1));
            }
            """) with { AssemblyName = "MyBot.App", RootNamespace = "MyBot", References = [library.Emit()] }).Generate();

        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync(program, library));
        Assert.Equal(["library_rule", "own_rule"], flow.Steps.Where(step => step.Kind == StepKind.RiskEval).Select(step => step.Name).Order());
        Assert.Contains("MyBot_CoreRiskTracingModule.Instance,", program["MyBot.RiskTracing.g.cs"]);
    }

    [Fact]
    public async Task RulesOnTuplesThatDifferInElementNamesAreRulesOfOneEvent()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync("""
            [RiskRule("first")] public sealed class First { public RuleResult Check((string Contract, int Size) fill) => RuleResult.Pass; }
            [RiskRule("second")] public sealed class Second { public RuleResult Check((string Id, int) fill) => RuleResult.Pass; }
            [RiskRule("third")] public sealed class Third { public RuleResult Check(List<(string Id, int)> fills) => RuleResult.Pass; }
            [RiskRule("fourth")] public sealed class Fourth
            {
                public RuleResult Check(List<(string, int Size)> fills) => RuleResult.Pass;
                public RuleResult Evaluate(List<(string, int)> fills) => RuleResult.Breach("the first in source order counts");
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                    await dispatcher.DispatchAsync(("ES", 1));
                    await dispatcher.DispatchAsync(new List<(string, int)>());
                }
            }
            """);
        Assert.Equal(
            ["first,second", "fourth,third"],
            flows.Select(flow => string.Join(",", flow.Steps.Where(step => step.Kind == StepKind.RiskEval).Select(step => step.Name))).Order());
    }

    [Fact]
    public void AnAssemblyWithoutAnnotationsComposesItsReferences()
    {
        Generated library = (Consumer.Of(Sources.TradingBot) with { AssemblyName = "Library", RootNamespace = "Library" }).Generate();
        Consumer bare = Consumer.Of("public static class Entry { public static void Main() { } }") with { AssemblyName = "Host", References = [library.Emit()] };
        Assert.Contains("RiskTracingModule.Instance", bare.Generate().WithoutComplaints()["Host.RiskTracing.g.cs"]);
        Assert.Contains("public sealed partial class RiskTracingModule", bare.Generate()["Host.RiskTracing.g.cs"]);

        Generated host = (bare with { Kind = OutputKind.ConsoleApplication }).Generate().WithoutComplaints();
        Assert.Contains("RiskTracingModule.Instance", host["Host.RiskTracing.g.cs"]);
        Assert.Contains("internal sealed partial class RiskTracingModule", host["Host.RiskTracing.g.cs"]);
    }

    [Fact]
    public void WithoutAnnotationsNothingIsGenerated()
        => Assert.Empty((Consumer.Of("public static class Entry { public static void Main() { } }") with { Kind = OutputKind.ConsoleApplication }).Generate().Files);
}
