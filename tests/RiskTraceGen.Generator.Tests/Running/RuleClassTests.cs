namespace RiskTraceGen.Generator.Tests;

/// <summary>What can be a rule is evaluated, and gets the wrapper that it takes.</summary>
public sealed class RuleClassTests
{
    [Theory]
    [InlineData("public sealed class Rule")]
    [InlineData("public sealed record Rule(int Limit = 2)")]
    [InlineData("public record class Rule")]
    public async Task ClassesAndRecordsAreRules(string declaration)
        => Assert.Equal("1 Breach: too many", await WorstOf($$"""[RiskRule("rule")] {{declaration}} { public RuleResult Check(Moved moved) => RuleResult.Breach("too many"); }"""));

    [Theory]
    [InlineData("public class Desk { public string Traced(RiskFlow flow) => \"\"; [BrokerCall(\"close\")] public void Close(int size) { } }")]
    [InlineData("public class Desk { public Func<RiskFlow, string> Traced = _ => \"\"; [BrokerCall(\"close\")] public void Close(int size) { } }")]
    [InlineData("public class Desk { [BrokerCall(\"close\")] public void Close(int size) { } } public static class Own { public static Desk Traced(this Desk desk, RiskFlow flow) => desk; }")]
    public async Task AWrapperIsPassedWhateverElseIsCalledTraced(string broker)
        => Assert.Equal("1 Error: closed", await WorstOf(broker + """

            [RiskRule("rule")] public sealed class Rule { public RuleResult Check(Moved moved, TracedDesk desk) { desk.Close(1); return RuleResult.Error("closed"); } }
            """));

    private static async Task<string?> WorstOf(string declarations)
        => (await TracedProgram.RunAsync("public sealed record Moved(int Size);\n" + declarations + """

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, type => type.Name == "Desk" ? Activator.CreateInstance(type) : null);
                    DispatchResult result = await dispatcher.DispatchAsync(new Moved(1));
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    flow.Complete($"{result.Count} {result.Worst}");
                }
            }
            """)).Single(flow => flow.Type == "TEST").Result;
}
