namespace RiskTraceGen.Generator.Tests;

/// <summary>Rules on types of the framework: what is generated for them stands in the root namespace of the assembly, never in one of the framework.</summary>
public sealed class FrameworkEventTests
{
    [Fact]
    public async Task NothingIsGeneratedIntoTheFrameworksNamespaces()
    {
        Generated generated = (Consumer.Of("""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using RiskTraceGen;

            namespace My.@event
            {
                public sealed record Tick(int Price);
                [RiskRule("r")]
                public sealed class Rule
                {
                    public RuleResult Check((string Contract, int Size) fill) => RuleResult.Pass;
                    public RuleResult Check(string text) => RuleResult.Pass;
                    public RuleResult Check(List<Tick> ticks) => RuleResult.Pass;
                    public RuleResult Check(Tick tick) => RuleResult.Pass;
                }
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = My.@event.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                    await dispatcher.DispatchAsync(("ES", 1));
                    await dispatcher.DispatchAsync("text");
                    await dispatcher.DispatchAsync(new List<My.@event.Tick>());
                    await dispatcher.DispatchAsync(new My.@event.Tick(1));
                }
            }
            """) with { RootNamespace = "My.event" }).Generate();

        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(generated);
        Assert.Equal(4, flows.Count);
        Assert.All(flows, flow => Assert.Equal("r", Assert.Single(flow.Steps, step => step.Kind == StepKind.RiskEval).Name));
        Assert.All(generated.Files, file => Assert.DoesNotContain("namespace System", file.Text, StringComparison.Ordinal));
        Assert.Contains("namespace My.@event;", generated["My.event.string.Dispatch.g.cs"]);
        Assert.Contains("internal sealed class StringRules", generated["My.event.string.Dispatch.g.cs"]);
    }

    [Fact]
    public async Task EventsOfOneNameHaveClassesOfTheirOwn()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync("""
            namespace TradingBot
            {
                public sealed class StringRules { }
                public sealed record Timer(int Price);
            }

            namespace Elsewhere
            {
                [RiskRule("r")]
                public sealed class Rule
                {
                    public RuleResult Check(string text) => RuleResult.Pass;
                    public RuleResult Check(TradingBot.Timer timer) => RuleResult.Pass;
                    public RuleResult Check(System.Threading.Timer timer) => RuleResult.Pass;
                    public RuleResult Check(System.Timers.Timer timer) => RuleResult.Pass;
                }
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                    await dispatcher.DispatchAsync("text");
                    await dispatcher.DispatchAsync(new TradingBot.Timer(1));
                    await dispatcher.DispatchAsync(new System.Threading.Timer(_ => { }));
                    await dispatcher.DispatchAsync(new System.Timers.Timer());
                }
            }
            """);
        Assert.Equal(4, flows.Count(flow => flow.Steps.Any(step => step.Kind == StepKind.RiskEval)));
    }
}
