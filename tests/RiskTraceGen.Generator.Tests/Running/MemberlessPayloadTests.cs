namespace RiskTraceGen.Generator.Tests;

/// <summary>Payloads of which no member can be recorded: by the name of their type, or as the text that they ask for.</summary>
public sealed class MemberlessPayloadTests
{
    private const string Payloads = """
        [HookEvent("closed")] public sealed record MarketClosed;
        [HookEvent("opened")] public readonly record struct MarketOpened;
        [HookEvent("halted")] public sealed class MarketHalted : EventArgs { private readonly string _why = "hidden"; public override string ToString() => _why; }
        [HookEvent("moved"), TraceFormat] public sealed record MarketMoved(int Ticks) { public override string ToString() => $"moved {Ticks} ticks"; }
        [HookEvent("shifted"), TraceFormat("N2")] public readonly struct Shifted : IFormattable { public string ToString(string? format, IFormatProvider? provider) => 3.5m.ToString(format, provider); }
        [HookEvent("paired"), TraceFormat] public sealed record Paired<T>(T Value) { public override string ToString() => $"a pair of {Value}"; }

        public static class Handlers
        {
            public static int Called;
            [Hook("closed")] public static void On(MarketClosed closed) => Called++;
            [Hook("moved")] public static void On(MarketMoved moved) => Called++;
            [Hook("paired")] public static void On(Paired<(int First, int Second)> paired) => Called++;
        }

        """;

    private const string Program = """
        public interface IVenue { [BrokerCall("tell")] void Tell(MarketClosed closed, MarketMoved moved); [BrokerCall("ask")] MarketClosed Ask(); [BrokerCall("look")] MarketMoved Look(); }
        public sealed class Venue : IVenue { public void Tell(MarketClosed closed, MarketMoved moved) { } public MarketClosed Ask() => new(); public MarketMoved Look() => new(9); }

        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                using (RiskFlow flow = tracer.StartFlow("TEST", new MarketClosed()))
                {
                    await flow.RaiseAsync(new MarketClosed());
                    await flow.RaiseAsync(new MarketOpened());
                    await flow.RaiseAsync(new MarketHalted());
                    await flow.RaiseAsync(new MarketMoved(4));
                    await flow.RaiseAsync(new Shifted());
                    await flow.RaiseAsync(new Paired<(int, int)>((1, 2)));
                    flow.Emit("closed", new MarketClosed());
                    TracedVenue venue = ((IVenue)new Venue()).Traced(flow);
                    venue.Tell(new MarketClosed(), new MarketMoved(5));
                    venue.Ask();
                    venue.Look();
                    flow.Complete("raised");
                }

                await tracer.DisposeAsync();
                if (Handlers.Called != 3) throw new Exception($"{Handlers.Called} handlers");
            }
        }
        """;

    [Fact]
    public async Task AreRecordedByTheirTypesOrAsTheirTexts()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(Payloads + Program);

        Assert.Equal(
            """
            TEST trigger: (MarketClosed)
            closed → Handlers.On payload: (MarketClosed)
            opened payload: (MarketOpened)
            halted payload: (MarketHalted)
            moved → Handlers.On payload: moved 4 ticks
            shifted payload: 3.50
            paired → Handlers.On payload: a pair of (1, 2)
            closed value: (MarketClosed)
            tell closed: (MarketClosed)
            tell moved: moved 5 ticks
            ask result: (MarketClosed)
            look result: moved 9 ticks
            TEST final_result: raised
            """,
            string.Join("\n", flows.Single().Steps.SelectMany(static step => step.Fields.Where(static field => field.Name != "total_steps").Select(field => $"{step.Name} {field}"))));
    }
}
