namespace RiskTraceGen.Generator.Tests;

// Names that two things would have: in generated code, or in the one type that a wrapper is.
internal static partial class BrokerShapes
{
    private static IEnumerable<BrokerShape> Clashes() =>
    [
        new("EqualTypeArguments", """
            namespace First { public sealed record Order(int Size); }
            namespace Second { public sealed record Order(string Id); }
            public sealed record Result<T>(T Value);
            public interface IBroker { [BrokerCall("place")] Result<Second.Order> Place(Result<First.Order> order, List<Result<Second.Order>> others); }
            public sealed class Broker : IBroker { public Result<Second.Order> Place(Result<First.Order> order, List<Result<Second.Order>> others) => others[0]; }
            """,
            "Out.Say(broker.Place(new(new(3)), [new(new(\"a\"))]).Value.Id);",
            "place success; order: Result<Order> { value: Order { size: 3 } }; others: [Result<Order> { value: Order { id: a } }]; result: Result<Order> { value: Order { id: a } }"),

        new("GenericBesideItsName", """
            public interface IDeskOfT { [BrokerCall("other")] int Other(); }
            public interface IDesk<T> { [BrokerCall("place")] T Place(T order); }
            public interface IDesk<T, U> { [BrokerCall("pair")] T Pair(U order); }
            public sealed class Broker : IDesk<int>, IDeskOfT, IDesk<string, int> { public int Place(int order) => order + 1; public int Other() => 2; public string Pair(int order) => "p"; }
            """,
            "Out.Say(broker.Place(4));",
            "place success; order: 4; result: 5") { Broker = "IDesk<int>" },

        new("TypesCalledAsKeywords", """
            #pragma warning disable CS8981
            namespace Words
            {
                public sealed record @var(int Size);
                public sealed record @_(int Size);
                public sealed record @dynamic(int Size);
                public interface IBroker
                {
                    [BrokerCall("place")] @var Place(@var order, @_ other, @dynamic more);
                    [BrokerCall("retried", Retries = 1)] @_ Retried(@var order);
                    [BrokerCall("generic")] var Generic<var>(var order);
                }
                public sealed class Broker : IBroker { public @var Place(@var order, @_ other, @dynamic more) => order; public @_ Retried(@var order) => new(order.Size); public var Generic<var>(var order) => order; }
            }
            """,
            "Out.Say(broker.Place(new(1), new(2), new(3)).Size); Out.Say(broker.Retried(new(4)).Size); Out.Say(broker.Generic(5));",
            "place success; order: @var { size: 1 }; other: @_ { size: 2 }; more: @dynamic { size: 3 }; result: @var { size: 1 }", "retried success; order: @var { size: 4 }; result: @_ { size: 4 }", "generic success; order: 5; result: 5") { Broker = "Words.IBroker", Make = "new Words.Broker()" },

        new("AccessorNames", """
            public interface ISizes { int Size { get; } event Action Filled; }
            public interface IMethods { int get_Size(); void set_Size(int size); int get_Size(int more); void add_Filled(Action handler); }
            public interface IBroker : ISizes, IMethods { [BrokerCall("place")] int Place(); [BrokerCall("flow")] int get_Flow(); int get__broker(); }
            public sealed class Broker : IBroker
            {
                int ISizes.Size => 7; event Action ISizes.Filled { add { } remove { } }
                int IMethods.get_Size() => 1; void IMethods.set_Size(int size) { } public int get_Size(int more) => more; void IMethods.add_Filled(Action handler) { }
                public int Place() => 3; public int get_Flow() => 4; public int get__broker() => 5;
            }
            """,
            "Out.Say(broker.Place() + broker.Size + broker.get_Size(2) + broker.get__broker());",
            "place success; result: 3") { Refused = ["set_Size"] },

        new("PropertiesCalledAsAccessors", """
            public interface IFirst { int get_Size { get; } int Lots { get; } event Action Filled; }
            public interface ISecond { int Size { get; } int set_Lots { get; } event Action add_Filled; int remove_Size { get; } }
            public interface IBroker : IFirst, ISecond { [BrokerCall("place")] int Place(); }
            public sealed class Broker : IBroker
            {
                int IFirst.get_Size => 1; int IFirst.Lots => 2; event Action IFirst.Filled { add { } remove { } }
                int ISecond.Size => 3; int ISecond.set_Lots => 4; event Action ISecond.add_Filled { add { } remove { } } public int remove_Size => 5;
                public int Place() => 6;
            }
            """,
            "Out.Say(broker.Place() + broker.get_Size + broker.Lots + broker.remove_Size);",
            "place success; result: 6") { Refused = ["Size", "set_Lots"] },

        new("HiddenByWhatNoInstanceHas", """
            public class Root
            {
                [BrokerCall("close")] public string Close(int size) => "closed";
                [BrokerCall("flatten")] public string Flatten(int size) => "root"; public string Drop(int size) => "drop"; public int Size { get; set; } = 1; public int Lots => 2; public event Action Filled { add => Out.Say("filled"); remove { } }
            }
            public class Broker : Root
            {
                [BrokerCall("place")] public int Place() => 3;
                public new static string Flatten(int size) => "WRONG"; public static string Flatten(long size) => "WRONG"; public new static Func<int, string> Drop => size => "WRONG";
                public new static int Size => 4; public new const int Lots = 5; public new class Filled { }
            }
            """,
            "Out.Say(broker.Close(1)); Out.Say(broker.Place());",
            "close success; size: 1; result: closed", "place success; result: 3") { Broker = "Broker" },

        new("IndexerNames", """
            public abstract class Base { public int this[int id] => id; }
            public class Broker : Base
            {
                [IndexerName("Quote")] public string this[string id] { get => id + Item; set => Item = value; }
                public string Item { get; set; } = "i";
                [BrokerCall("place")] public int Place() => 3;
            }
            """,
            """
            broker["a"] = "set"; Out.Say(broker["b"] + broker[3] + broker.Place() + broker.Item);
            Out.Say(broker.GetType().GetProperty("Quote", [typeof(string)])?.Name);
            """,
            "place success; result: 3") { Broker = "Broker" },

        new("IndexersOfInterfaces", """
            public interface IItems { int Item(int id); }
            public interface IQuotes { string this[int id] { get; } }
            public interface INamed { [IndexerName("Flow")] string this[string id] { get; } }
            public interface IBroker : IItems, IQuotes, INamed { [BrokerCall("place")] int Place(); }
            public sealed class Broker : IBroker { public int Item(int id) => id; string IQuotes.this[int id] => "q" + id; string INamed.this[string id] => "n" + id; public int Place() => 3; }
            """,
            "Out.Say(broker[1] + broker[\"x\"] + broker.Item(2) + broker.Place());",
            "place success; result: 3"),

        new("NamesOfEveryObject", """
            public interface IBroker
            {
                [BrokerCall("place")] int Place();
                string ToString { get; }
                int GetHashCode { get; set; }
                event Action GetType;
                int MemberwiseClone { get; }
                int Finalize { get; }
                [BrokerCall("equals")] bool Equals(object? left, object? right);
                [BrokerCall("same")] bool ReferenceEquals(object? left, object? right);
                [BrokerCall("generic")] string Equals<T>(T other);
            }
            public sealed class Broker : IBroker
            {
                public int Place() => 3; string IBroker.ToString => "text"; int IBroker.GetHashCode { get; set; } event Action IBroker.GetType { add => Out.Say("heard"); remove { } } int IBroker.MemberwiseClone => 4; int IBroker.Finalize => 5;
                bool IBroker.Equals(object? left, object? right) => left == right; bool IBroker.ReferenceEquals(object? left, object? right) => true; string IBroker.Equals<T>(T other) => "g";
            }
            """,
            "broker.GetHashCode += 5; broker.GetType += () => { }; Out.Say(broker.ToString + broker.GetHashCode + broker.Place() + broker.MemberwiseClone + broker.Finalize + broker.Equals(null, 1) + broker.ReferenceEquals(1, 2) + broker.Equals<int>(2));",
            "place success; result: 3", "equals success; left: null; right: 1; result: false", "same success; left: 1; right: 2; result: true", "generic success; other: 2; result: g"),
    ];
}
