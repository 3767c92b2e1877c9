namespace RiskTraceGen.Generator.Tests;

// Interfaces, classes, and what they inherit.
internal static partial class BrokerShapes
{
    private static IEnumerable<BrokerShape> Types() =>
    [
        new("BaseInterfaces", """
            public interface IQuotes { [BrokerCall("quote")] int Quote(string id); string Name { get; } }
            public interface IOrders { [BrokerCall("place")] int Place(string id); string Name { get; } }
            public interface IBroker : IQuotes, IOrders { [BrokerCall("own")] int Own(); }
            public sealed class Broker : IBroker
            {
                public int Quote(string id) { Out.Say("quote " + id); return 1; }
                public int Place(string id) { Out.Say("place " + id); return 2; }
                public int Own() => 3;
                string IQuotes.Name => "quotes";
                string IOrders.Name => "orders";
            }
            """,
            """Out.Say(broker.Quote("a") + broker.Place("b") + broker.Own());""",
            "quote success; id: a; result: 1", "place success; id: b; result: 2", "own success; result: 3"),

        new("DefaultMember", """
            public interface IBroker
            {
                [BrokerCall("place")] int Place(int size) => Double(size) + 1;
                [BrokerCall("kept")] int Kept(int size) => size;
                int Double(int size) => size * 2;
            }
            public sealed class Broker : IBroker { public int Kept(int size) => size + 100; }
            """,
            "Out.Say(broker.Place(3)); Out.Say(broker.Kept(3)); Out.Say(broker.Double(4));",
            "place success; size: 3; result: 7", "kept success; size: 3; result: 103"),

        new("StaticAbstract", """
            public interface IBroker
            {
                static abstract string Venue { get; }
                static abstract int Fee(int size);
                static virtual int Rebate(int size) => 0;
                static int Lots(int size) => size / 2;
                [BrokerCall("place")] int Place(int size);
            }
            public sealed class Broker : IBroker
            {
                public static string Venue => "CME";
                public static int Fee(int size) => size;
                public int Place(int size) { Out.Say(Venue); return Fee(size); }
            }
            public static class Desk
            {
                public static void Run(Broker broker) => Out.Say(broker.Place(2));
                public static void Run(TracedStaticAbstractBroker broker) => Out.Say(broker.Place(2));
            }
            """,
            "Desk.Run(broker);",
            "place success; size: 2; result: 2") { Broker = "Broker", Refused = ["Fee", "Venue", "Rebate"] },

        new("PropertiesEventsIndexers", """
            public interface IBroker
            {
                [BrokerCall("place")] void Place(int size);
                int Size { get; set; }
                int Limit { set; }
                int Total { get; init; }
                string this[int index] { get; set; }
                string this[string key, int offset = 2] { get; }
                ref int Slot(int index);
                ref readonly int Peek { get; }
                event Action<int>? Filled;
                event EventHandler Closed;
            }
            public sealed class Broker : IBroker
            {
                private int _slot = 5;
                public void Place(int size) { Size += size; Filled?.Invoke(size); Closed?.Invoke(this, EventArgs.Empty); }
                public int Size { get; set; }
                public int Limit { set => Out.Say("limit " + value); }
                public int Total { get; init; } = 9;
                public string this[int index] { get => "at " + index; set => Out.Say($"set {index} {value}"); }
                public string this[string key, int offset] => key + offset;
                public ref int Slot(int index) => ref _slot;
                public ref readonly int Peek => ref _slot;
                public event Action<int>? Filled;
                public event EventHandler? Closed;
            }
            """,
            """
            Action<int> hear = size => Out.Say("filled " + size);
            EventHandler close = (_, _) => Out.Say("closed");
            broker.Filled += hear; broker.Closed += close;
            broker.Place(2);
            broker.Filled -= hear; broker.Closed -= close;
            broker.Place(3);
            broker.Size++;
            broker.Limit = 4;
            broker[1] = "x";
            Out.Say(broker[1] + broker["k"] + broker["k", 3] + broker.Size + broker.Total);
            broker.Slot(0) = 7; broker.Slot(1)++;
            Out.Say(broker.Peek);
            """,
            "place success; size: 2", "place success; size: 3"),

        new("Inheritance", """
            public abstract class Desk
            {
                [BrokerCall("send")] public abstract int Send(int size);
                [BrokerCall("check")] public virtual int Check(int size) => size;
                [BrokerCall("hold")] public int Hold() => 1;
                protected int Hidden() => 0;
            }
            public class Broker : Desk
            {
                public sealed override int Send(int size) => size + 1;
                public override int Check(int size) => base.Check(size) * 2;
                [BrokerCall("flush")] public virtual void Flush() => Out.Say("flush");
            }
            public sealed class BestBroker : Broker { public override void Flush() => Out.Say("best"); }
            """,
            "Out.Say(broker.Send(1) + broker.Check(2) + broker.Hold()); broker.Flush();",
            "send success; size: 1; result: 2", "check success; size: 2; result: 4", "hold success; result: 1", "flush success") { Broker = "Broker", Make = "new BestBroker()" },

        new("CovariantReturn", """
            public class Order { public int Id { get; init; } }
            public sealed class Fill : Order { public int Price { get; init; } }
            public class Desk { [BrokerCall("place")] public virtual Order Place(int id) => new() { Id = id }; }
            public class Broker : Desk { public override Fill Place(int id) => new() { Id = id, Price = 7 }; [BrokerCall("own")] public void Own() { } }
            """,
            "Out.Say(broker.Place(3).Price); broker.Own();",
            "place success; id: 3; result: Fill { id: 3, price: 7 }", "own success") { Broker = "Broker" },

        new("HiddenMembers", """
            public interface IQuotes { [BrokerCall("old")] int Get(int id); int Size { get; } }
            public interface IBroker : IQuotes { [BrokerCall("new")] new string Get(int id); new string Size { get; } }
            public sealed class Broker : IBroker
            {
                int IQuotes.Get(int id) => id;
                public string Get(int id) => "new " + id;
                int IQuotes.Size => 1;
                public string Size => "big";
            }
            """,
            "Out.Say(broker.Get(2)); Out.Say(broker.Size);",
            "new success; id: 2; result: new 2"),

        new("ExplicitImplementation", """
            public interface IQuotes { [BrokerCall("quote")] int Quote(int id); }
            public interface IOrders { [BrokerCall("place")] int Place(int id); }
            public class Broker : IQuotes, IOrders
            {
                int IQuotes.Quote(int id) => id + 1;
                int IOrders.Place(int id) => id + 2;
                [BrokerCall("own")] public int Own() => 3;
            }
            public static class Calls { public static int Quote(Broker broker) => ((IQuotes)broker).Quote(1); public static int Quote(TracedExplicitImplementationBroker broker) => broker.Quote(1); }
            """,
            "Out.Say(Calls.Quote(broker)); Out.Say(broker.Own());",
            "quote success; id: 1; result: 2", "own success; result: 3") { Broker = "Broker" },

        new("RecordBroker", """
            public record Broker(string Venue) { [BrokerCall("place")] public int Place(Broker other) { Out.Say(other.Venue); return 1; } }
            """,
            """Out.Say(broker.Place(new Broker("Eurex"))); Out.Say(broker.Venue);""",
            "place success; other: Broker { venue: Eurex }; result: 1") { Broker = "Broker", Make = "new Broker(\"CME\")" },

        new("NestedBroker", """
            public static class Outer
            {
                public class Middle { internal interface IBroker { [BrokerCall("place")] int Place(Size size); } internal enum Size { Small, Large } }
                internal sealed class Broker : Middle.IBroker { public int Place(Middle.Size size) => (int)size; }
            }
            """,
            "Out.Say(broker.Place(Outer.Middle.Size.Large));",
            "place success; size: Large; result: 1") { Broker = "Outer.Middle.IBroker", Make = "new Outer.Broker()" },

        new("AssemblyAttribute", """
            public interface IThirdParty { int Submit(string id); int Submit(string id, int size); Task CancelAsync(string id); void Other(); }
            public sealed class Broker : IThirdParty
            {
                public int Submit(string id) => 1;
                public int Submit(string id, int size) => 2;
                public Task CancelAsync(string id) => Task.CompletedTask;
                public void Other() => Out.Say("other");
            }
            """,
            """Out.Say(broker.Submit("a") + broker.Submit("b", 2)); await broker.CancelAsync("c"); broker.Other();""",
            "submit success; id: a; result: 1", "submit success; id: b; size: 2; result: 2", "withdraw success; id: c")
        {
            Broker = "IThirdParty",
            Outside = """[assembly: BrokerCall(typeof(Shapes.AssemblyAttribute.IThirdParty), "Submit"), BrokerCall(typeof(Shapes.AssemblyAttribute.IThirdParty), "CancelAsync", Name = "withdraw")]""",
        },

        new("FrameworkType", "", """
            broker.BaseAddress = new Uri("http://localhost:1");
            Out.Say(broker.BaseAddress);
            broker.CancelPendingRequests();
            """,
            "cancel success")
        {
            Broker = "System.Net.Http.HttpClient", Make = "new System.Net.Http.HttpClient()",
            Outside = """[assembly: BrokerCall(typeof(System.Net.Http.HttpClient), "CancelPendingRequests", Name = "cancel")]""",
        },
    ];

    private static IEnumerable<BrokerShape> Members() =>
    [
        new("PartialMembers", """
            public partial class Broker
            {
                public partial int Place(int size);
                public partial int Size { get; set; }
            }
            public partial class Broker
            {
                private int _size = 4;
                [BrokerCall("place")] public partial int Place(int size) => size + Size;
                public partial int Size { get => _size; set => _size = value; }
            }
            """,
            "broker.Size = 5; Out.Say(broker.Place(3));",
            "place success; size: 3; result: 8") { Broker = "Broker" },

        new("RequiredAndInit", """
            public class Broker { public required string Venue { get; init; } public int Lots { get; init; } [BrokerCall("place")] public int Place() => Lots; }
            """,
            "Out.Say(broker.Venue + broker.Lots + broker.Place());",
            "place success; result: 2") { Broker = "Broker", Make = "new Broker { Venue = \"CME\", Lots = 2 }" },

        new("Operators", """
            public class Broker
            {
                public static Broker operator +(Broker left, Broker right) => left;
                public static implicit operator int(Broker broker) => 1;
                public static bool operator true(Broker broker) => true;
                public static bool operator false(Broker broker) => false;
                public override string ToString() => "the broker";
                public override bool Equals(object? other) => true;
                public override int GetHashCode() => 7;
                public void Deconstruct(out int left, out int right) { left = 1; right = 2; }
                ~Broker() { }
                [BrokerCall("place")] public int Place() => 3;
            }
            """,
            "Out.Say(broker.Place()); (int left, int right) = broker; Out.Say(left + right);",
            "place success; result: 3") { Broker = "Broker" },

        new("ExtensionMembers", """
            public interface IBroker { [BrokerCall("place")] int Place(int size); }
            public sealed class Broker : IBroker { public int Place(int size) => size; }
            public static class BrokerExtensions
            {
                public static int PlaceTwice(this IBroker broker) => broker.Place(1) + broker.Place(2);
                extension(IBroker broker) { public int PlaceThrice() => broker.Place(3); public string Venue => "CME"; }
            }
            """,
            "Out.Say(broker.Place(5));",
            "place success; size: 5; result: 5"),

        new("FieldBackedProperties", """
            public class Broker
            {
                public int Size { get => field; set => field = value + 1; }
                public string? Venue { get; set => field = value?.Trim(); }
                [BrokerCall("place")] public int Place(Broker other) => Size;
            }
            """,
            "broker.Size = 4; broker.Venue = \" a \"; Out.Say(broker.Venue + broker.Place(new Broker()));",
            "place success; other: Broker { venue: null }; result: 5") { Broker = "Broker" },

        new("FieldsAndConstants", """
            public struct Leg { public int Ratio; public void Double() => Ratio *= 2; }
            public class Base { internal string? Name = "base"; public object Hidden = "hidden"; }
            public class Broker : Base
            {
                public int Size = 3; public const int Max = 9; public readonly Leg Min = new() { Ratio = 1 }; public Leg Leg; public volatile int Count; public static int Shared; public Func<int, int>? Filled; [Obsolete] public int Old; public new int Hidden; public dynamic Any = "any";
                private int _secret; protected int Kept; public unsafe int* Pointer;
                [BrokerCall("place")] public int Place() => Size + _secret + Kept;
            }
            public static class Change { public static void By(ref int number, in Leg leg, out int count) { number += leg.Ratio; count = 4; } }
            """,
            """
            broker.Size += 2; broker.Leg.Ratio = 5; broker.Leg.Double(); broker.Min.Double(); broker.Count++; broker.Filled += size => size + 1; broker.Name += "!"; broker.Hidden = 8; broker.Any += "x";
            Change.By(ref broker.Size, broker.Min, out broker.Hidden);
            ref int size = ref broker.Size; size++;
            Out.Say($"{broker.Place()} {broker.Size} {broker.Leg.Ratio} {broker.Min.Ratio} {broker.Count} {broker.Filled(2)} {broker.Name} {broker.Hidden} {broker.Any.Length}");
            """,
            "place success; result: 7") { Broker = "Broker", Refused = ["Max", "Shared", "Kept", "Pointer"] },

        new("FieldsElsewhere", """
            public sealed class Broker : MarshalByRefObject { public int Size; public readonly int Min = 4; [BrokerCall("place")] public int Place() => Size; }
            """,
            "broker.Size += broker.Min; Out.Say(broker.Place());",
            "place success; result: 4") { Broker = "Broker" },

        new("LambdaBodies", """
            public interface IBroker { [BrokerCall("run")] int Run(Func<int, int> work, Action? after = null); }
            public sealed class Broker : IBroker { public int Run(Func<int, int> work, Action? after) { int result = work(2); after?.Invoke(); return result; } }
            """,
            "Out.Say(broker.Run(n => n * 3)); Out.Say(broker.Run((n) => n, () => Out.Say(\"after\")));",
            "run success; work: (Func<Int32, Int32>); after: null; result: 6", "run success; work: (Func<Int32, Int32>); after: (Action); result: 2"),

        new("OrderOfEvaluation", """
            public interface IBroker { [BrokerCall("place")] int Place(int first, int second = 5, params int[] rest); int Size { get; } }
            public sealed class Broker : IBroker
            {
                public int Place(int first, int second, int[] rest) { Out.Say($"place {first} {second} {rest.Length}"); if (first == 0) throw new InvalidOperationException("no"); return 1; }
                public int Size => 1;
            }
            public static class Ask { public static int For(int number) { Out.Say("ask " + number); return number; } }
            """,
            """
            Out.Say(broker.Place(second: Ask.For(2), first: Ask.For(1)));
            Out.Say(broker.Place(Ask.For(3), Ask.For(4), Ask.For(5), Ask.For(6)));
            try { broker.Place(Ask.For(0)); } catch (InvalidOperationException e) when (Ask.For(7) == 7) { Out.Say(e.Message); } finally { Out.Say("finally"); }
            """,
            "place success; first: 1; second: 2; rest: []; result: 1", "place success; first: 3; second: 4; rest: [5, 6]; result: 1",
            "place failed; first: 0; second: 5; rest: []; System.InvalidOperationException"),
    ];
}
