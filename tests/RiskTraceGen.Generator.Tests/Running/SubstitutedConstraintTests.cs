namespace RiskTraceGen.Generator.Tests;

/// <summary>Type arguments may make of a constraint what C# writes otherwise, or not at all: then that member alone is not in the wrapper.</summary>
public sealed class SubstitutedConstraintTests
{
    private const string Brokers = """
        public interface ISized { int Size { get; } }
        public class Order : ISized { public int Size => 7; }
        public class Stop : Order { }

        public interface IBase<T>
        {
            [BrokerCall("one")] string One<TOrder>(TOrder order) where TOrder : T;
            [BrokerCall("class")] string Class<TOrder>(TOrder order) where TOrder : class, T;
            [BrokerCall("notnull")] string NotNull<TOrder>(TOrder order) where TOrder : notnull, T;
            [BrokerCall("sized")] string Sized<TOrder>(TOrder order) where TOrder : ISized, T, new();
            [BrokerCall("plain")] string Plain(T order);
        }

        public interface IOther<T, TNext> { [BrokerCall("both")] void Both<TOrder>(TOrder order) where TOrder : T, TNext; void Other(T order); }
        public interface IOrders : IBase<Order> { [BrokerCall("x")] void X(); }
        public interface ISizes : IBase<ISized> { [BrokerCall("x")] void X(); }
        public interface ITexts : IBase<string> { [BrokerCall("x")] void X(); }
        public interface INumbers : IBase<int> { [BrokerCall("x")] void X(); }
        public interface IArrays : IBase<Order[]> { [BrokerCall("x")] void X(); }
        public interface IObjects : IBase<object> { [BrokerCall("x")] void X(); }
        public interface IActions : IBase<Action> { [BrokerCall("x")] void X(); }
        public interface IDays : IBase<DayOfWeek> { [BrokerCall("x")] void X(); }
        public interface IEnums : IBase<Enum> { [BrokerCall("x")] void X(); }
        public interface IOpen<T> : IBase<T> where T : struct { [BrokerCall("x")] void X(); }
        public interface ITwo : IOther<Order, Exception> { [BrokerCall("x")] void X(); }
        public interface ISame : IOther<Order, Order> { [BrokerCall("x")] void X(); }

        public sealed class Orders : IOrders
        {
            public string One<TOrder>(TOrder order) where TOrder : Order => $"one {order.Size}";
            public string Class<TOrder>(TOrder order) where TOrder : Order => $"class {order.Size}";
            string IBase<Order>.Class<TOrder>(TOrder order) => Class((Order)order);
            public string NotNull<TOrder>(TOrder order) where TOrder : Order => $"notnull {order.Size}";
            string IBase<Order>.NotNull<TOrder>(TOrder order) => NotNull((Order)order);
            public string Sized<TOrder>(TOrder order) where TOrder : Order, ISized, new() => $"sized {order.Size}";
            public string Plain(Order order) => $"plain {order.Size}";
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
                    orders.One(new Stop());
                    orders.Class(new Stop());
                    orders.NotNull(new Stop());
                    orders.Sized(new Stop());
                    orders.Plain(new Stop());
                    flow.Complete("done");
                }

                await tracer.DisposeAsync();
                Type[] wrappers = [typeof(TracedTexts), typeof(TracedNumbers), typeof(TracedArrays), typeof(TracedObjects), typeof(TracedActions), typeof(TracedDays), typeof(TracedOpen<>)];
                foreach (Type wrapper in wrappers)
                    if (wrapper.GetMethod("One") is not null || wrapper.GetMethod("Plain") is null || wrapper.GetMethod("X") is null) throw new Exception(wrapper.Name);
                if (typeof(TracedEnums).GetMethod("One") is null || typeof(TracedSizes).GetMethod("Sized") is null) throw new Exception("constraints that can be written");
                if (typeof(TracedTwo).GetMethod("Both") is not null || typeof(TracedTwo).GetMethod("Other") is null || typeof(TracedSame).GetMethod("Both") is null) throw new Exception("two classes");
            }
        }
        """;

    [Fact]
    public async Task TheWrapperHasWhatCanBeWritten()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(Brokers + Program);

        Assert.Equal(
            ["one 7", "class 7", "notnull 7", "sized 7", "plain 7"],
            flows.Single().Steps.SelectMany(static step => step.Fields).Where(static field => field.Name == "result").Select(static field => field.ToString()["result: ".Length..]));
    }
}
