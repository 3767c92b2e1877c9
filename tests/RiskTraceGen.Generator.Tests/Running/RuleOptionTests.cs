namespace RiskTraceGen.Generator.Tests;

/// <summary>What an event and a rule say about how they are dispatched reaches the dispatcher; where the code in between fails, the rule has failed.</summary>
public sealed class RuleOptionTests
{
    [Fact]
    public async Task TheTimeoutOfARuleReachesTheRegistryAndTheDispatcher()
    {
        await TracedProgram.RunAsync("""
            public sealed record Moved(int Size);

            [RiskRule("a_patient")] public sealed class Patient { public RuleResult Check(Moved moved) => RuleResult.Pass; }
            [RiskRule("b_quick", Category = "exposure", TimeoutMilliseconds = 250)] public sealed class Quick { public RuleResult Check(Moved moved) => RuleResult.Pass; }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskModule module = TradingBot.RiskTracing.Module;
                    RiskDispatcher dispatcher = module.CreateDispatcher(tracer, _ => null);
                    await dispatcher.DispatchAsync(new Moved(1));
                    foreach (IEnumerable<RuleDescriptor> rules in new[] { module.Rules, dispatcher.RulesFor<Moved>() })
                    {
                        string timeouts = string.Join(",", rules.OrderBy(rule => rule.Name).Select(rule => rule.TimeoutMilliseconds));
                        if (timeouts != "0,250") throw new Exception(timeouts);
                    }
                }
            }
            """);
    }

    [Fact]
    public async Task AnEvaluationIsCalledAndNoOverloadThatWouldComeFirst()
    {
        await TracedProgram.RunAsync("""
            public record OrderEvent(string Id);
            public sealed record OrderFilled(string Id) : OrderEvent(Id);
            public abstract class FillRule { public RuleResult Check(OrderFilled filled) => RuleResult.Breach("filled"); }
            [RiskRule("orders")] public sealed class OrdersRule : FillRule { public RuleResult Check(OrderEvent e) => RuleResult.Pass; }

            public readonly record struct Quoted(int Size);
            [RiskRule("quoted")] public sealed class QuotedRule
            {
                public RuleResult Check(in Quoted quoted, in RiskFlow flow) => RuleResult.Breach("by reference");
                public bool Check(Quoted quoted, RiskFlow flow) => false;
            }

            [HookEvent("told")] public readonly record struct Told(int Size);
            public sealed class Ears
            {
                public static int Heard;
                [Hook("told")] public void On(in Told told) => Heard += told.Size;
                public void On(Told told) => throw new InvalidOperationException("the other one");
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                    DispatchResult filled = await dispatcher.DispatchAsync(new OrderFilled("1"));
                    if (filled.Count != 2 || !filled.Worst.IsBreach) throw new Exception($"{filled.Count} {filled.Worst}");
                    DispatchResult quoted = await dispatcher.DispatchAsync(new Quoted(1));
                    if (!quoted.Worst.IsBreach) throw new Exception($"{quoted.Worst}");
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    HookOutcome outcome = await flow.RaiseAsync(new Told(3));
                    if (!outcome.AllSucceeded || Ears.Heard != 3) throw new Exception($"{outcome} {Ears.Heard}");
                }
            }
            """);
    }

    [Fact]
    public async Task AnEvaluationMayBeStaticAndTakeItsEventByReadOnlyReference()
    {
        await TracedProgram.RunAsync("""
            public readonly record struct Quoted(int Size);

            [RiskRule("point")] public class Point { public static RuleResult Check(ref readonly Quoted quoted, ref readonly RiskFlow flow) => flow.Exceeds("size", quoted.Size, 2) ? RuleResult.Breach("static") : RuleResult.Pass; }
            [RiskRule("inherits")] public sealed class Inherits : Point { public static RuleResult Check(string other) => RuleResult.Pass; }

            [HookEvent("told")] public readonly record struct Told(int Size);
            public static class Ears
            {
                public static int Heard;
                [Hook("told")] public static void On(ref readonly Told told, ref readonly CancellationToken cancellationToken) => Heard += told.Size;
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                    DispatchResult quoted = await dispatcher.DispatchAsync(new Quoted(3));
                    if (quoted.Count != 2 || !quoted[0].IsBreach || !quoted[1].IsBreach) throw new Exception($"{quoted.Count} {quoted.Worst}");
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    HookOutcome outcome = await flow.RaiseAsync(new Told(3));
                    if (!outcome.AllSucceeded || Ears.Heard != 3) throw new Exception($"{outcome} {Ears.Heard}");
                }
            }
            """);
    }

    [Theory]
    [InlineData("[Obsolete(\"use another\")] public string? ContractId { get; set; }")]
    [InlineData("[Obsolete(\"use another\")] public string? AccountId { get; set; }")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"EX1\")] public string? ContractId { get; set; }")]
    public void AKeyThatIsObsoleteOrExperimentalIsReadWithoutAWarning(string key)
        => Consumer.Of($$"""
            using System;
            using RiskTraceGen;
            namespace Bot;
            public sealed class Moved { {{key}} }
            [RiskRule("rule")] public sealed class Rule { public RuleResult Check(Moved moved) => RuleResult.Pass; }
            """).Generate().WithoutComplaints();

    [Fact]
    public async Task AnEventWakesMoreRulesThanOneClassHolds()
    {
        const int Rules = 300;
        string rules = string.Join("\n", Enumerable.Range(0, Rules).Select(static place => $$"""
            [RiskRule("rule_{{place:000}}")]
            public sealed class Rule{{place}} { public RuleResult Check(Moved moved) => moved.Size == {{place}} ? RuleResult.Breach("size") : RuleResult.Pass; }
            """));
        await TracedProgram.RunAsync($$"""
            public readonly record struct Moved(int Size);

            {{rules}}

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                    string[] names = dispatcher.RulesFor<Moved>().Select(rule => rule.Name).ToArray();
                    if (names.Length != {{Rules}} || !names.SequenceEqual(names.Order())) throw new Exception(string.Join(",", names));
                    for (int place = 0; place < {{Rules}}; place++)
                    {
                        DispatchResult result = await dispatcher.DispatchAsync(new Moved(place));
                        for (int other = 0; other < {{Rules}}; other++)
                        {
                            if (result[other].IsBreach != (other == place)) throw new Exception($"{place}: {other} says {result[other]}");
                        }
                    }
                }
            }
            """);
    }

    [Theory]
    [InlineData("public sealed record Moved(string AccountId, int Size);", "riskEvent.AccountId")]
    [InlineData("public sealed record Moved(string Account, string AccountId);", "riskEvent.AccountId")]
    [InlineData("public sealed record Moved([property: Sensitive] string Account);", "riskEvent.Account")]
    [InlineData("public record Based(string Account); public sealed record Moved(string Account, int Size) : Based(Account);", "riskEvent.Account")]
    [InlineData("public sealed record Moved(int AccountId, string AccountName);", null)]
    public void AnEventNamesItsAccount(string riskEvent, string? read)
    {
        Generated generated = Consumer.Of($$"""
            using RiskTraceGen;
            namespace Bot;
            {{riskEvent}}
            [RiskRule("rule")] public sealed class Rule { public RuleResult Check(Moved moved) => RuleResult.Pass; }
            """).Generate().WithoutComplaints();

        string code = generated["Bot.Moved.Dispatch.g.cs"];
        if (read is null)
            Assert.DoesNotContain("AccountOf", code);
        else
            Assert.Contains($"public override string? AccountOf(Moved riskEvent) => {read};", code);
    }

    [Fact]
    public async Task WhereverTheWayToARuleFailsTheRuleHasFailedAndTheOthersAreEvaluated()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync("""
            public sealed record Moved(int Size);

            [RiskRule("a_throws")] public sealed class Throws { public RuleResult Check(Moved moved) => throw new FormatException(); }
            [RiskRule("b_null_task")] public sealed class NullTask { public Task<RuleResult> CheckAsync(Moved moved) => null!; }
            [RiskRule("c_broken_task")] public sealed class BrokenTask { public async Task<RuleResult> CheckAsync(Moved moved) { await Task.Yield(); throw new TimeoutException(); } }
            [RiskRule("d_cancelled", TimeoutMilliseconds = 60000)] public sealed class Cancelled { public Task<RuleResult> CheckAsync(Moved moved) => Task.FromCanceled<RuleResult>(new CancellationToken(true)); }
            [RiskRule("e_passes")] public sealed class Passes { public ValueTask<RuleResult> CheckAsync(Moved moved) => new(RuleResult.Pass); }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    DispatchResult result = await TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null).DispatchAsync(new Moved(1));
                    string verdicts = string.Join(";", Enumerable.Range(0, result.Count).Select(i => result[i].ToString()));
                    if (verdicts != "Error: threw FormatException;Error: threw InvalidOperationException;Error: threw TimeoutException;Error: threw TaskCanceledException;Pass")
                        throw new Exception(verdicts);
                }
            }
            """);

        Assert.Equal(4, Assert.Single(flows).Steps.Count(step => step.Kind == StepKind.Alert));
    }
}
