using System.Text.RegularExpressions;

namespace RiskTraceGen.Generator.Tests;

/// <summary>A payload may be generic: its hook has the name that it declares, and what a handler takes of it is recorded as any other payload is.</summary>
public sealed class GenericPayloadTests
{
    private const string Payloads = """
        public sealed record Order(string Id, string ApiKey);
        [HookEvent("filled")] public sealed record Filled<T>(T Order, int Size);
        public class Venue<TMarket> { [HookEvent("halted")] public readonly record struct Halted(TMarket Market); }

        """;

    private const string Alerts = """
        public sealed class Alerts
        {
            [Hook("filled")] public void On(Filled<Order> filled) { }
            [Hook("filled")] public static Task OnPair(in Filled<(string Contract, int)> filled) => Task.CompletedTask;
            [Hook("filled")] public void OnText(Filled<string> filled) { }
            [Hook("filled", Order = 1)] public void OnTextThatMayBeMissing(Filled<string?> filled) { }
            [Hook("filled")] public void OnAnything(Filled<dynamic> filled) { }
            [Hook("halted")] public void OnHalt(Venue<string>.Halted halted) => throw new InvalidOperationException("halted");
        }

        // Another class that takes it.
        public static class Ledger { [Hook("filled", Order = 1)] public static ValueTask Book(Filled<Order> filled) => default; }

        public static class Failures
        {
            public static string Told = "";
            [HookFailure("halted")] public static void Failed(HookFailure failure) => Told = failure.Hook;
        }

        """;

    private const string Another = """public static class Another { [Hook("filled")] public static void File(Filled<Order> filled) { } }""";

    private const string Program = """
        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                using (RiskFlow flow = tracer.StartFlow("TEST"))
                {
                    await flow.RaiseAsync(new Filled<Order>(new Order("7", "LEAK"), 3));
                    await flow.RaiseAsync(new Filled<(string, int)>(("ES", 2), 4));
                    await flow.RaiseAsync(new Filled<string?>(null, 5));
                    await flow.RaiseAsync(new Filled<object>(6, 7));
                    await flow.RaiseAsync(new Venue<string>.Halted("CME"));
                    await flow.RaiseAsync(new Filled<int>(8, 9));
                    flow.Complete("raised");
                }

                // Waits for the handlers.
                await tracer.DisposeAsync();
                if (Failures.Told != "halted") throw new Exception(Failures.Told);
            }
        }
        """;

    [Fact]
    public async Task ItIsRecordedAsItsHandlersTakeIt() => Holds(await TracedProgram.RunAsync(Consumer.Of(Usings(Payloads + Program), Usings(Alerts)).Generate()));

    [Fact]
    public async Task ItMayBeDeclaredInAReferencedAssembly()
    {
        Generated events = (Consumer.Of(Usings(Payloads)) with { AssemblyName = "Events", RootNamespace = "Events" }).Generate().WithoutComplaints();
        Holds(await TracedProgram.RunAsync((Consumer.Of(Usings(Alerts), Usings(Program)) with { References = [events.Emit()] }).Generate(), events));
    }

    [Fact]
    public void EachIsDeclaredOnce()
    {
        string module = Consumer.Of(Usings(Payloads), Usings(Alerts), Usings(Another)).Generate().WithoutComplaints()["TradingBot.RiskTracing.g.cs"];
        foreach (string payload in new[] { "Filled<(string, int)>", "Filled<object>", "Filled<Order>", "Filled<string>", "Venue<string>.Halted" })
            Assert.Single(Regex.Matches(module, Regex.Escape($"wiring.Payload<{payload}, ")));
        Assert.Equal(5, Regex.Count(module, Regex.Escape("wiring.Payload<")));
    }

    [Fact]
    public async Task AnAttachedHandlerOfAnotherOneHearsOfItsOwn()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(Consumer.Of(Usings(Payloads), Usings(Alerts), Usings("""
            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                    tracer.Hooks.Attach<Filled<int>>("filled", (filled, _, _) => filled.Order == 8 ? default : throw new Exception("another"), new HookOptions { Name = "Attached" });
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    await flow.RaiseAsync(new Filled<int>(8, 9));
                    flow.Complete("raised");
                }
            }
            """)).Generate());
        TraceStep step = Assert.Single(Assert.Single(flows).Steps, step => step.Kind == StepKind.HookExec);
        Assert.Equal(("filled → Attached", "success"), (step.Name, step.Outcome));
    }

    [Fact]
    public async Task ARaiseSurvivesAnAttributeThatCannotBeLoaded()
    {
        Generated missing = (Consumer.Of("public sealed class MissingAttribute : System.Attribute { }") with { AssemblyName = "Missing", RootNamespace = "Missing" }).Generate();
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync((Consumer.Of(Usings("""
            [Missing, HookEvent("filled")] public sealed record Filled<T>(T Order);
            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    await flow.RaiseAsync(new Filled<int>(8));
                    flow.Complete("raised");
                }
            }
            """)) with { References = [missing.Emit()] }).Generate());
        Assert.Single(Assert.Single(flows).Steps, step => step.Kind == StepKind.HookExec);
    }

    private static void Holds(IReadOnlyList<FlowTrace> flows)
        => Assert.Equal(
            [
                "filled → Alerts.On: order: Order { id: 7, api_key: (redacted) }; size: 3",
                "filled → Ledger.Book: ",
                "filled → Alerts.OnPair: order: [ES, 2]; size: 4",
                "filled → Alerts.OnText: order: null; size: 5",
                "filled → Alerts.OnTextThatMayBeMissing: ",
                "filled → Alerts.OnAnything: order: 6; size: 7",
                "halted → Alerts.OnHalt: market: CME",
                "filled: payload: (Filled<Int32>)",
            ],
            Assert.Single(flows).Steps.Where(step => step.Kind == StepKind.HookExec && !step.Name.EndsWith("Failed", StringComparison.Ordinal)).Select(step => $"{step.Name}: {string.Join("; ", step.Fields)}"));

    private static string Usings(string source) => "using System; using System.Threading.Tasks; using RiskTraceGen;\n" + source;
}
