namespace RiskTraceGen.Generator.Tests;

// Brokers in generic types: the wrapper has the type parameters of all.
internal static partial class BrokerShapes
{
    private static IEnumerable<BrokerShape> NestedGenerics() =>
    [
        new("InAGenericType", """
            public readonly record struct Micro(int Ratio);
            public class Desk<TMarket> where TMarket : struct
            {
                public enum Side { Buy, Sell }
                public sealed record Order(TMarket Market, Side Side);
                public interface IBroker
                {
                    [BrokerCall("send")] ValueTask<int> SendAsync(TMarket market, Side side = Side.Sell);
                    [BrokerCall("place")] Order? Place(Order order, List<TMarket> markets);
                    [BrokerCall("map")] ValueTask<(TMarket, T)> MapAsync<T>(T value, Func<TMarket, T> map);
                    TMarket? Last { get; set; }
                    event Action<TMarket>? Filled;
                }
                public sealed class Broker : IBroker
                {
                    public async ValueTask<int> SendAsync(TMarket market, Side side) { Last = market; await Task.Yield(); Filled?.Invoke(market); return (int)side; }
                    public Order? Place(Order order, List<TMarket> markets) => markets.Count == 0 ? null : order;
                    public async ValueTask<(TMarket, T)> MapAsync<T>(T value, Func<TMarket, T> map) { await Task.Yield(); return (Last!.Value, map(Last.Value)); }
                    public TMarket? Last { get; set; }
                    public event Action<TMarket>? Filled;
                }
            }
            """,
            """
            broker.Filled += market => Out.Say("filled " + market);
            Out.Say(await broker.SendAsync(new Micro(5))); Out.Say(broker.Last);
            Out.Say(broker.Place(new Desk<Micro>.Order(new Micro(1), Desk<Micro>.Side.Buy), [])); Out.Say(broker.Place(new(new(1), Desk<Micro>.Side.Buy), [new(2)]));
            Out.Say(await broker.MapAsync("x", market => market.Ratio + "!"));
            """,
            "send success; market: (Micro); side: 1; result: 1", "place success; order: (Order); markets: []; result: null", "place success; order: (Order); markets: [(Micro)]; result: (Order)",
            "map success; value: x; map: (Func<Micro, String>); result: [(Micro), 5!]") { Broker = "Desk<Micro>.IBroker", Make = "new Desk<Micro>.Broker()" },

        new("InSeveralGenericTypes", """
            #pragma warning disable CS0693 // type parameters that hide one another are what is tried
            public static class Venue<T> where T : notnull
            {
                public ref struct Room<@class, T2> where @class : class?, new()
                {
                    public interface IBase { [BrokerCall("base")] T Base(T outer, T2 middle); }
                    public interface IBroker<T> : IBase where T : IComparable<T>
                    {
                        [BrokerCall("send")] T? Send(T own, @class? middle, T2[] many);
                        [BrokerCall("hide")] T2 Hide<T2>(T2 mine, T own);
                    }
                    public sealed class Broker<TOwn> : IBroker<TOwn> where TOwn : IComparable<TOwn>
                    {
                        public TOwn? Send(TOwn own, @class? middle, T2[] many) => own.CompareTo(own) == 0 && middle is not null ? own : default;
                        public TMine Hide<TMine>(TMine mine, TOwn own) => mine;
                        public T Base(T outer, T2 middle) => outer;
                    }
                }
            }
            """,
            """Out.Say(broker.Send("own", new object(), new[] { 1.5 })); Out.Say(broker.Hide(3m, "own")); Out.Say(broker.Base(7, 2.5));""",
            "send success; own: own; middle: (Object); many: [1.5]; result: own", "hide success; mine: 3; own: own; result: 3", "base success; outer: 7; middle: 2.5; result: 7")
        { Broker = "Venue<int>.Room<object, double>.IBroker<string>", Make = "new Venue<int>.Room<object, double>.Broker<string>()" },

        new("InheritedFromAGenericType", """
            public class Desk<TMarket>
            {
                public interface IBase { [BrokerCall("send")] TMarket Send(TMarket market); int Size { get; } static virtual int Fee(TMarket market) => 1; }
            }
            public interface IBroker : Desk<int>.IBase { [BrokerCall("send")] int Send(int market, int size); [BrokerCall("text")] string Text(Desk<string>.IBase? desk); [BrokerCall("number")] string Text(Desk<int>.IBase desk); }
            public sealed class Broker : IBroker
            {
                public int Send(int market) => market + 1;
                public int Send(int market, int size) => market * size;
                public string Text(Desk<string>.IBase? desk) => "text";
                public string Text(Desk<int>.IBase desk) => "number";
                public int Size => 4;
            }
            """,
            "Out.Say(broker.Send(1) + broker.Send(2, 3) + broker.Size); Out.Say(broker.Text((Desk<string>.IBase?)null));",
            "send success; market: 1; result: 2", "send success; market: 2; size: 3; result: 6", "text success; desk: null; result: text") { Refused = ["Fee"] },

        new("ClassInAGenericType", """
            public abstract class Desk<TMarket> where TMarket : notnull
            {
                public abstract class Base<TOrder>
                {
                    [BrokerCall("place")] public abstract TOrder Place(TOrder order, TMarket market);
                    [BrokerCall("retry", Retries = 1, Idempotent = true, Fallback = "Spare")] public virtual Task<TMarket> RetryAsync(TMarket market, int size) => Task.FromResult(market);
                    public virtual Task<TMarket> Spare(TMarket market, int size) => Task.FromResult(market);
                    [BrokerCall("list")] public List<TMarket?>? List(params TMarket?[] markets) => [.. markets];
                    public TMarket Field = default!;
                    public TMarket this[int place] => Field;
                }
                public sealed class Broker : Base<string> { [BrokerCall("place")] public override string Place(string order, TMarket market) => order + market; }
            }
            """,
            """
            broker.Field = 6; Out.Say(broker.Place("a", 1) + broker[0]); Out.Say(await broker.RetryAsync(2, 3)); Out.Say(broker.List(1, 2)!.Count);
            """,
            "place success; order: a; market: 1; result: a1", "retry success; market: 2; size: 3; result: 2", "list success; markets: [1, 2]; result: [1, 2]")
        { Broker = "Desk<int>.Broker", Make = "new Desk<int>.Broker()" },

        new("NamedInAGenericType", """
            public class Sdk<TKey, TValue> where TKey : unmanaged { public class Client<TOrder> { public virtual int Submit(TOrder order, TKey key, Dictionary<TKey, TValue> map) => map.Count; } }
            public class Client : Sdk<int, string>.Client<decimal>;
            """,
            "Out.Say(broker.Submit(1.5m, 2, new() { [1] = \"one\" }));",
            "submit success; order: 1.5; key: 2; map: [… (1 in all)]; result: 1")
        {
            Broker = "Client", Make = "new Client()",
            Outside = """[assembly: BrokerCall(typeof(Shapes.NamedInAGenericType.Sdk<,>.Client<>), "Submit")]""",
        },

        new("ObsoleteAroundIt", """
            #pragma warning disable CS0618, CS8981 // what is obsolete and a name in lower case are what is tried
            [Obsolete("old order")] public class Order { public int Size = 3; }
            [Obsolete("old desk")] public class Desk<order> where order : Order { public interface IBroker { [BrokerCall("place")] int Place(order order, int size); } }
            public sealed class Broker : Desk<Order>.IBroker { public int Place(Order order, int size) => order.Size + size; }
            """,
            "Out.Say(broker.Place(new Order(), 1));",
            "place success; order: (Order); size: 1; result: 4") { Broker = "Desk<Order>.IBroker" },

        new("HiddenTypeParameterOfABase", """
            public class Base<T> { [BrokerCall("send")] public virtual U Send<U>(T own, U other, Func<T, U, int> map) { Out.Say(map(own, other)); return other; } }
            public class Broker<U> : Base<U> { [BrokerCall("own")] public U Own(U own) => own; public int Count(U[] all) => all.Length; }
            """,
            "Out.Say(broker.Send(1, \"x\", (own, other) => own + other.Length)); Out.Say(broker.Own(4));",
            "send success; own: 1; other: x; map: (Func<Int32, String, Int32>); result: x", "own success; own: 4; result: 4") { Broker = "Broker<int>", Make = "new Broker<int>()" },

        new("OpenContents", """
            public sealed record Result<T>(T Value, bool Success);
            public class Desk<T> { public enum Side { Buy, Sell } }
            public interface IBroker<T> { [BrokerCall("place")] Result<T[]> Place(Result<T?[]> order, Desk<T>.Side side, Desk<int>.Side closed); }
            public sealed class Broker : IBroker<string> { public Result<string[]> Place(Result<string?[]> order, Desk<string>.Side side, Desk<int>.Side closed) => new([], false); }
            """,
            "Out.Say(broker.Place(new([null], true), Desk<string>.Side.Sell, Desk<int>.Side.Sell).Success);",
            "place failed; order: (Result<String[]>); side: 1; closed: Sell; result: (Result<String[]>)") { Broker = "IBroker<string>" },
    ];
}
