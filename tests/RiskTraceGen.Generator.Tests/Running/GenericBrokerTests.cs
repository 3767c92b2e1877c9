namespace RiskTraceGen.Generator.Tests;

/// <summary>A rule or handler takes the wrapper of a generic broker, closed, and gets the service of just that type.</summary>
public sealed class GenericBrokerTests
{
    private const string Broker = """
        using System.Threading.Tasks;
        using RiskTraceGen;
        namespace Desk;
        public sealed record Order(string Id);
        public interface IBroker<T> where T : notnull { [BrokerCall("place")] ValueTask<int> PlaceAsync(T order); }
        public interface IRouter<TFrom, TTo> { [BrokerCall("route")] int Route(TFrom from, TTo? to); }
        public class Venue<TMarket> where TMarket : notnull
        {
            public class Room<T> { public interface IGate<TOrder> where TOrder : class? { [BrokerCall("pass")] string Pass(TMarket market, T room, TOrder order); } }
        }
        """;

    private const string Rules = """
        using System;
        using System.Threading.Tasks;
        using Desk;
        using RiskTraceGen;

        public sealed record Tick(int Price);

        [RiskRule("limit")]
        public sealed class Limit
        {
            public async ValueTask<RuleResult> CheckAsync(Tick tick, TracedBroker<Order> orders, TracedBroker<(string Contract, int)> pairs, TracedRouter<Order, string?> router, TracedGate<(string Contract, int), Order, string?> gate)
            {
                await orders.PlaceAsync(new Order("first"));
                await pairs.PlaceAsync(("ES", 2));
                return router.Route(new Order("second"), null) == 7 && gate.Pass(("NQ", 3), new Order("third"), null) == "through" ? RuleResult.Breach("routed") : RuleResult.Pass;
            }
        }

        public sealed class Alerts
        {
            [Hook("on_breach", Inline = true)]
            public Task OnBreach(BreachDetected breach, in TracedBroker<Order> orders) => orders.PlaceAsync(new Order("handler")).AsTask();
        }

        public sealed class Broker<T> : IBroker<T> where T : notnull { public ValueTask<int> PlaceAsync(T order) => new(1); }
        public sealed class Gate : Venue<(string, int)>.Room<Order>.IGate<string?> { public string Pass((string, int) market, Order room, string? order) => "through"; }
        public sealed class Router : IRouter<Order, string?> { public int Route(Order from, string? to) => 7; }

        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                RiskDispatcher dispatcher = TradingBot.RiskTracing.Module.CreateDispatcher(tracer, type =>
                    type == typeof(IBroker<Order>) ? new Broker<Order>()
                    : type == typeof(IBroker<(string, int)>) ? new Broker<(string, int)>()
                    : type == typeof(IRouter<Order, string>) ? new Router()
                    : type == typeof(Venue<(string, int)>.Room<Order>.IGate<string>) ? new Gate() : null);
                await dispatcher.DispatchAsync(new Tick(1));
            }
        }
        """;

    [Fact]
    public async Task ItsBrokerMayBeOfTheSameAssembly() => Holds(await TracedProgram.RunAsync(Consumer.Of(Broker, Rules).Generate()));

    [Fact]
    public async Task ItsBrokerMayBeOfAReferencedAssembly()
    {
        Generated desk = (Consumer.Of(Broker) with { AssemblyName = "Desk" }).Generate().WithoutComplaints();
        Holds(await TracedProgram.RunAsync((Consumer.Of(Rules) with { References = [desk.Emit()] }).Generate(), desk));
    }

    [Fact]
    public void TheNumberOfTypeArgumentsTellsBrokersOfOneNameApart()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Bot;
            public interface IBroker { [BrokerCall("none")] void Send(); }
            public interface IBroker<T> { [BrokerCall("one")] void Send(T order); }
            public interface IBroker<T, U> { [BrokerCall("two")] void Send(T order, U more); }
            public sealed record Tick(int Price);
            [RiskRule("r")] public sealed class Rule
            {
                public RuleResult Check(Tick tick, TracedBroker none, TracedBroker<Tick> one, TracedBroker<Tick, int> two) { none.Send(); one.Send(tick); two.Send(tick, 1); return RuleResult.Pass; }
            }
            """).Generate().WithoutComplaints();
        Assert.Contains("new TracedBroker(_broker, flow), new TracedBroker<Tick>(_broker2, flow), new TracedBroker<Tick, int>(_broker3, flow)", generated["Bot.Tick.Dispatch.g.cs"]);
    }

    [Fact]
    public void BrokersOfOneNameInSeveralGenericTypesAreToldApart()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Bot;
            public class Spot<T> { public interface IBroker { [BrokerCall("spot")] void Send(T order); } }
            public class Futures<T> { public interface IBroker { [BrokerCall("futures")] void Send(T order); } }
            public class Desk<T> { public class Room { public interface IBroker<U> { [BrokerCall("room")] void Send(T order, U more); } } }
            public sealed record Tick(int Price);
            [RiskRule("r")] public sealed class Rule
            {
                public RuleResult Check(Tick tick, TracedSpotBroker<Tick> spot, TracedFuturesBroker<Tick> futures, TracedBroker<int, Tick> room) { spot.Send(tick); futures.Send(tick); room.Send(1, tick); return RuleResult.Pass; }
            }
            """).Generate().WithoutComplaints();
        Assert.Contains("wiring.Service<Spot<Tick>.IBroker>", generated["Bot.Tick.Dispatch.g.cs"]);
        Assert.Contains("wiring.Service<Futures<Tick>.IBroker>", generated["Bot.Tick.Dispatch.g.cs"]);
        Assert.Contains("wiring.Service<Desk<int>.Room.IBroker<Tick>>", generated["Bot.Tick.Dispatch.g.cs"]);
    }

    private static void Holds(IReadOnlyList<FlowTrace> flows)
        => Assert.Equal(
            ["place: order: (Order); result: 1", "place: order: (ValueTuple<String, Int32>); result: 1", "route: from: (Order); to: null; result: 7", "pass: market: (ValueTuple<String, Int32>); room: (Order); order: null; result: through", "place: order: (Order); result: 1"],
            Assert.Single(flows).Steps.Where(step => step.Kind == StepKind.ApiCall).Select(call => $"{call.Name}: {string.Join("; ", call.Fields)}"));
}
