namespace RiskTraceGen.Generator.Tests;

/// <summary>Deadlines that attributes say reach the flows they speak of.</summary>
public sealed class FlowDeadlineTests
{
    private const string Rule = """

        [RiskRule("look")]
        public sealed class Look
        {
            public RuleResult Check(Events.Urgent urgent, CancellationToken token) => Has(token);
            public RuleResult Check(Events.Calm calm, CancellationToken token) => Has(token);
            public RuleResult Check(Events.Wrapped<int> wrapped, CancellationToken token) => Has(token);
            private static RuleResult Has(CancellationToken token) => token.CanBeCanceled ? RuleResult.Breach("has a deadline") : RuleResult.Pass;
        }

        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                await dispatcher.DispatchAsync(new Events.Urgent(1));
                await dispatcher.DispatchAsync(new Events.Calm(1));
                await dispatcher.DispatchAsync(new Events.MoreUrgent(1));
                await dispatcher.DispatchAsync(new Events.Wrapped<int>(1));
                foreach (string type in new[] { "STARTUP", "SHUTDOWN", "OTHER" })
                {
                    RiskFlow flow = tracer.StartFlow(type);
                    flow.Complete(flow.CancellationToken.CanBeCanceled ? "HAS" : "NONE");
                }
            }
        }
        """;

    private const string Events = """

        namespace Events
        {
            [FlowDeadline(60_000)] public record Urgent(int Number);
            public record Calm(int Number);
            [FlowDeadline(60_000)] public sealed record MoreUrgent(int Number) : Calm(Number);
            [FlowDeadline(60_000)] public sealed record Wrapped<T>(T Value);
        }
        """;

    private const string Usings = "using System; using System.Threading; using System.Threading.Tasks; using RiskTraceGen;\n";
    private const string Assembly = "[assembly: FlowDeadline(\"STARTUP\", 60_000)]\n[assembly: FlowDeadline(\"SHUTDOWN\", 60_000)]\n";

    [Fact]
    public async Task AnAttributeOnAnEventOrOnTheAssemblyGivesItsFlowsADeadline()
        => Check(await TracedProgram.RunAsync(Consumer.Of(Usings + Assembly + Events + Rule).Generate()));

    [Fact]
    public async Task AttributesOfALibraryCountWhoseModuleHasNothingElse()
    {
        Generated library = (Consumer.Of(Usings + Assembly + Events) with { AssemblyName = "Library", RootNamespace = "Library" }).Generate().WithoutComplaints();
        Assert.Contains("wiring.FlowDeadline<MoreUrgent>(milliseconds: 60000);", library["Library.RiskTracing.g.cs"]);

        Check(await TracedProgram.RunAsync((Consumer.Of(Usings + Rule) with { References = [library.Emit()] }).Generate(), library));
    }

    // Compiled without the generator: nobody but the program can hand its deadlines over.
    [Fact]
    public async Task AttributesOfALibraryWithoutAModuleCountAsWell()
    {
        Consumer library = Consumer.Of(Usings + Assembly) with { AssemblyName = "Library" };
        Generated program = (Consumer.Of(Usings + Events + Rule) with { References = [library.Compile().ToMetadataReference()] }).Generate();

        Check(await TracedProgram.RunAsync(program));
    }

    [Fact]
    public void ADeadlineOutOfRangeIsHandedOverAsItIs()
        => Assert.Contains(
            "wiring.FlowDeadline(\"STARTUP\", milliseconds: -1);",
            Consumer.Of("[assembly: RiskTraceGen.FlowDeadline(\"STARTUP\", -1)]").Generate().WithoutComplaints()["TradingBot.RiskTracing.g.cs"]);

    private static void Check(IReadOnlyList<FlowTrace> flows)
    {
        Assert.Equal(
            ["BREACH_HANDLED", "PASS", "BREACH_HANDLED", "BREACH_HANDLED", "HAS", "HAS", "NONE"],
            flows.OrderBy(flow => flow.Id).Select(flow => flow.Result));
    }
}
