namespace RiskTraceGen.Generator.Tests;

/// <summary>Elements of a tuple that are called like secrets are redacted wherever the tuple is met. Types that differ in nothing else are one type, which is recorded in one way.</summary>
public sealed class TupleSecretTests
{
    private const string Box = """public sealed record Box<T>(T Value);""";

    // The name that says nothing comes first, and last.
    private const string Calls = """
        public interface IDesk
        {
            [BrokerCall("plain")] void Plain(Box<(string a, string b)> box);
            [BrokerCall("secret")] void Secret(Box<(string user, string password)> box);
            [BrokerCall("lists")] void Lists(Box<((string, string token)? a, string b)[]> box);
            [BrokerCall("other_lists")] void OtherLists(Box<((string, string)? a, string apiKey)[]> box);
        }

        public sealed class Desk : IDesk
        {
            public void Plain(Box<(string a, string b)> box) { }
            public void Secret(Box<(string user, string password)> box) { }
            public void Lists(Box<((string, string token)? a, string b)[]> box) { }
            public void OtherLists(Box<((string, string)? a, string apiKey)[]> box) { }
        }

        """;

    private const string Rules = """
        [HookEvent("alert")] public sealed record Alert<T>(T What);
        [RiskRule("a")] public sealed class ARule { public RuleResult Check((string user, string seen) login) => RuleResult.Pass; public RuleResult Check(Box<(string a, int b)> box) => RuleResult.Pass; }
        [RiskRule("b")] public sealed class BRule { public RuleResult Check((string user, string password) login) => RuleResult.Pass; public RuleResult Check(Box<(string secret, int b)> box) => RuleResult.Pass; }
        public static class Alerts { [Hook("alert")] public static void On(Alert<(string user, string token)> alert) { } }
        """;

    private const string Program = """
        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                using (RiskFlow flow = tracer.StartFlow("TEST"))
                {
                    TracedDesk desk = ((IDesk)new Desk()).Traced(flow);
                    desk.Plain(new(("seen", "LEAK")));
                    desk.Secret(new(("seen", "LEAK")));
                    desk.Lists(new([(("seen", "LEAK"), "LEAK")]));
                    desk.OtherLists(new([(("seen", "LEAK"), "LEAK")]));
                    flow.Raise(new Alert<(string, string)>(("seen", "LEAK")));
                    flow.Emit("custom", new Box<(string, string)>(("seen", "LEAK")));
                    flow.Complete("done");
                }

                DispatchResult result = await dispatcher.DispatchAsync(("seen", "LEAK"));
                await dispatcher.DispatchAsync(new Box<(string, int)>(("LEAK", 7)));
                if (!result.Evaluated) throw new Exception("no rule");
                await tracer.DisposeAsync();
            }
        }
        """;

    [Fact]
    public async Task AreRedactedHoweverElseTheTupleIsCalled()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(Box + Calls + Rules + Program);
        string recorded = string.Join("\n", flows.SelectMany(static flow => flow.Steps).SelectMany(static step => step.Fields.Select(field => $"{step.Name} {field}")));

        Assert.DoesNotContain("LEAK", recorded, StringComparison.Ordinal);
        Assert.Contains("\nsecret box: Box<(string, string)> { value: [seen, (redacted)] }", recorded, StringComparison.Ordinal);
        Assert.Contains("\nlists box: Box<((string, string)?, string)[]> { value: [[[seen, (redacted)], (redacted)]] }", recorded, StringComparison.Ordinal);
        Assert.Equal(2, flows.Single(static flow => flow.Steps.Any(step => step.Fields.Any(field => field.ToString() == "trigger: [seen, (redacted)]"))).Steps.Count(static step => step.Kind == StepKind.RiskEval));
    }
}
