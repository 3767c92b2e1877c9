namespace RiskTraceGen.Generator.Tests;

/// <summary>Where a type argument makes two overloads alike, the wrapper has the one that a call of the broker means, with what is said of that one.</summary>
public sealed class TwinOverloadTests
{
    private const string Brokers = """
        public interface IRepo<TId, T> { [BrokerCall("get")] T Get(TId id); [BrokerCall("by_name")] List<T> Get(string name); T this[TId id] { get; } List<T> this[string name] { get; } }
        public interface IOrders : IRepo<string, int> { [BrokerCall("x")] void X(); }

        public interface IBase<T>
        {
            [BrokerCall("any", Retries = 2)] string Send(T value);
            string Send(int size);
            [BrokerCall("auth_any")] void Auth(T who);
            [BrokerCall("auth")] void Auth([Sensitive] int key);
            [BrokerCall("lists_any")] void Lists(T one, List<T> all);
            [BrokerCall("lists")] void Lists(T one, List<int> all);
        }

        public interface IDesk : IBase<int> { [BrokerCall("x")] void X(); }
        public abstract class Held<T> { [BrokerCall("held_any")] public string Hold(T[] held) => "any"; [BrokerCall("held")] public string Hold(int[] held) => "own"; }
        public class Holder : Held<int> { [BrokerCall("x")] public void X() { } }
        public interface IPair<T, TOther> { [BrokerCall("left")] void Both(T left, int right); [BrokerCall("right")] void Both(int left, TOther right); }
        public interface IInts : IPair<int, int> { [BrokerCall("x")] void X(); }

        public sealed class Orders : IOrders { public int Get(string id) => 1; List<int> IRepo<string, int>.Get(string name) => [2, 3]; int IRepo<string, int>.this[string id] => 4; public List<int> this[string name] => [5]; public void X() { } }
        public sealed class Desk : IDesk
        {
            public static int Sent;
            public string Send(int size) { Sent++; throw new InvalidOperationException("down"); }
            public void Auth(int key) { }
            public void Lists(int one, List<int> all) { }
            public void X() { }
        }

        """;

    private const string Program = """
        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                using (RiskFlow flow = tracer.StartFlow("TEST"))
                {
                    TracedOrders orders = ((IOrders)new Orders()).Traced(flow);
                    List<int> all = orders.Get("a");
                    List<int> indexed = orders["a"];
                    TracedDesk desk = ((IDesk)new Desk()).Traced(flow);
                    try { desk.Send(size: 3); } catch (InvalidOperationException) { }
                    if (Desk.Sent != 1) throw new Exception($"sent {Desk.Sent} times");
                    desk.Auth(4711);
                    desk.Lists(1, [2]);
                    new Holder().Traced(flow).Hold([6]);
                    flow.Complete("done");
                }

                await tracer.DisposeAsync();
                if (typeof(TracedInts).GetMethod("Both") is not null || typeof(TracedInts).GetMethod("X") is null) throw new Exception("what no call can mean");
            }
        }
        """;

    [Fact]
    public async Task TheWrapperHasTheOneThatACallMeans()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(Brokers + Program);

        Assert.Equal(
            """
            by_name name: a
            by_name result: [2, 3]
            auth key: (redacted)
            lists one: 1
            lists all: [2]
            held held: [6]
            held result: own
            """,
            string.Join("\n", flows.Single().Steps.Where(static step => step.Name != "TEST").SelectMany(static step => step.Fields.Select(field => $"{step.Name} {field}"))));
    }
}
