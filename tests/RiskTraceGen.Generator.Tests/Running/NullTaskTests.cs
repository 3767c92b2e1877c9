namespace RiskTraceGen.Generator.Tests;

/// <summary>A handler or a rule that promises a task and returns none has failed, and is told of in words that say so.</summary>
public sealed class NullTaskTests
{
    [Fact]
    public async Task AHandlerThatReturnsNoTaskIsNamed()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync("""
            [HookEvent("margin")] public readonly record struct Margin(int Left);

            public static class Alerts
            {
                [Hook("margin")] public static Task OnMargin(Margin margin) => null!;
                [HookFailure] public static Task OnFailure(HookFailure failure) => null!;
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    HookOutcome outcome = await flow.RaiseAsync(new Margin(1));
                    if (outcome.Failed != 1) throw new Exception("not counted");
                    flow.Complete("raised");
                }
            }
            """);

        TraceException[] thrown = [.. Assert.Single(flows).Steps.Where(static step => step.Kind == StepKind.HookExec).Select(static step => step.Exception!)];
        Assert.Equal(
            ["Alerts.OnMargin returned null instead of a task.", "Alerts.OnFailure returned null instead of a task."],
            thrown.Select(static exception => exception.Message));
        Assert.All(thrown, static exception => Assert.Contains(nameof(HookHandler), exception.Stack, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACallThatReturnsNoStreamIsNamed()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync("""
            public interface IBroker { [BrokerCall("fills")] IAsyncEnumerable<int> Fills(); [BrokerCall("close")] Task CloseAsync(); }
            public sealed class Broker : IBroker { public IAsyncEnumerable<int> Fills() => null!; public Task CloseAsync() => null!; }

            public static class Program
            {
                public static Task RunAsync(RiskTracer tracer)
                {
                    IBroker plain = new Broker();
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    TracedBroker broker = plain.Traced(flow);
                    if (broker.Fills() is not null || broker.CloseAsync() is not null) throw new Exception("not the broker's own");
                    flow.Complete("done");
                    return Task.CompletedTask;
                }
            }
            """);

        Assert.Equal(
            ["IBroker.Fills returned null instead of a stream.", "IBroker.CloseAsync returned null instead of a task."],
            Assert.Single(flows).Steps.Where(static step => step.Kind == StepKind.ApiCall).Select(static step => step.Exception!.Message));
    }

    [Fact]
    public async Task ARuleThatReturnsNoTaskIsNamed()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync("""
            public sealed record Fill(int Size);

            [RiskRule("forgetful")]
            public sealed class Forgetful
            {
                public Task<RuleResult> CheckAsync(Fill fill) => null!;
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    DispatchResult result = await TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null).DispatchAsync(new Fill(1));
                    if (result.Worst.Severity != RuleSeverity.Error) throw new Exception("no error");
                }
            }
            """);

        Assert.Equal("Forgetful.CheckAsync returned null instead of a task.", Assert.Single(flows).Steps.First(static step => step.Kind == StepKind.RiskEval).Exception!.Message);
    }
}
