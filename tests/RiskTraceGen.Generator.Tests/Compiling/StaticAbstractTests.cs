namespace RiskTraceGen.Generator.Tests;

/// <summary>Interfaces with static abstract members can be no type arguments.</summary>
public sealed class StaticAbstractTests
{
    private const string Desk = """
        using System;
        using System.Threading.Tasks;
        using RiskTraceGen;
        namespace Bot;
        public interface IUnit { static abstract IUnit Zero { get; } string Name { get; } }
        public sealed class Lot : IUnit { public static IUnit Zero => new Lot(); public string Name => "lot"; }
        public sealed record Order(string Id, IUnit Unit, IUnit[] Units, IUnit? None);
        public interface IDesk
        {
            static abstract string Venue { get; }
            [BrokerCall("close")] IUnit Close(Order order, IUnit unit, params IUnit[] units);
            [BrokerCall("find", Retries = 1, TimeoutMilliseconds = 5000)] IUnit? Find(IUnit unit, in IUnit other);
        }
        public sealed class LotDesk : IDesk
        {
            public static string Venue => "lots";
            public IUnit Close(Order order, IUnit unit, IUnit[] units) => unit;
            public IUnit? Find(IUnit unit, in IUnit other) => null;
        }
        """;

    [Fact]
    public async Task OneIsABrokerThatARuleAndAHandlerTakeAsItsWrapper()
    {
        Generated generated = Consumer.Of(Desk, """
            using System.Threading.Tasks;
            using Bot;
            using RiskTraceGen;
            public sealed record Tick(int Price);
            [RiskRule("close")] public sealed class CloseRule(IDesk plain, IUnit? missing = null)
            {
                public RuleResult Check(Tick tick, TracedDesk desk)
                {
                    desk.Close(new Order("1", Lot.Zero, [Lot.Zero], missing), Lot.Zero);
                    desk.Find(Lot.Zero, Lot.Zero);
                    plain.Find(Lot.Zero, Lot.Zero);
                    return RuleResult.Pass;
                }
            }
            public sealed class Alerts { [Hook("on_breach")] public void On(BreachDetected breach, TracedDesk desk) { } }
            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(IDesk) ? new LotDesk() : null);
                    await dispatcher.DispatchAsync(new Tick(1));
                }
            }
            """).Generate().WithoutComplaints();
        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync(generated));
        Assert.Equal(
            ["close: order: Order { id: 1, unit: (IUnit), units: (IUnit[]), none: (IUnit) }; unit: (IUnit); units: (IUnit[]); result: (IUnit)", "find: unit: (IUnit); other: (IUnit); result: (IUnit)"],
            flow.Steps.Where(step => step.Kind == StepKind.ApiCall).Select(step => $"{step.Name}: {string.Join("; ", step.Fields)}"));
    }

    [Fact]
    public void OneIsNoEvent()
    {
        Generated generated = Consumer.Of(Desk, """
            using RiskTraceGen;
            namespace Bot;
            [RiskRule("unit")] public sealed class UnitRule { public RuleResult Check(IUnit unit) => RuleResult.Pass; public RuleResult Check(Order order) => RuleResult.Pass; }
            """).Generate().WithoutComplaints();
        Assert.DoesNotContain(generated.Files, file => file.Name.StartsWith("Bot.IUnit", StringComparison.Ordinal));
        Assert.Contains(generated.Files, file => file.Name == "Bot.Order.Dispatch.g.cs");
    }
}
