namespace RiskTraceGen.Generator.Tests;

// Type parameters, parameters and their types.
internal static partial class BrokerShapes
{
    private static IEnumerable<BrokerShape> Generics() =>
    [
        new("Constraints", """
            public enum Side { Buy, Sell }
            public class Order : IDisposable { public void Dispose() { } public override string ToString() => "order"; }
            public interface IBroker
            {
                [BrokerCall("any")] T Any<T>(T value);
                [BrokerCall("class")] T Class<T>(T value) where T : class;
                [BrokerCall("nullable")] T Nullable<T>(T value) where T : class?;
                [BrokerCall("struct")] T Struct<T>(T value) where T : struct;
                [BrokerCall("maybe")] T? Maybe<T>(T? value) where T : struct;
                [BrokerCall("notnull")] T NotNull<T>(T value) where T : notnull;
                [BrokerCall("unmanaged")] T Unmanaged<T>(T value) where T : unmanaged;
                [BrokerCall("enum")] T Enum<T>(T value) where T : struct, Enum;
                [BrokerCall("several")] T Several<T, U>(T value, U other) where T : Order, IDisposable, new() where U : T;
                [BrokerCall("delegate")] T Delegate<T>(T value) where T : Delegate;
                [BrokerCall("self")] T Self<T>(T value) where T : IComparable<T>?;
                [BrokerCall("refs")] int Refs<T>(scoped T value) where T : allows ref struct;
            }
            public class Broker : IBroker
            {
                public T Any<T>(T value) => value;
                public T Class<T>(T value) where T : class => value;
                public T Nullable<T>(T value) where T : class? => value;
                public T Struct<T>(T value) where T : struct => value;
                public T? Maybe<T>(T? value) where T : struct => value;
                public T NotNull<T>(T value) where T : notnull => value;
                public T Unmanaged<T>(T value) where T : unmanaged => value;
                public T Enum<T>(T value) where T : struct, Enum => value;
                public T Several<T, U>(T value, U other) where T : Order, IDisposable, new() where U : T => new T();
                public T Delegate<T>(T value) where T : Delegate => value;
                public T Self<T>(T value) where T : IComparable<T>? => value;
                public int Refs<T>(scoped T value) where T : allows ref struct => 4;
            }
            """,
            """
            Out.Say(broker.Any(1)); Out.Say(broker.Class("c")); Out.Say(broker.Nullable<string?>(null)); Out.Say(broker.Struct(2)); Out.Say(broker.Maybe<int>(null));
            Out.Say(broker.NotNull("n")); Out.Say(broker.Unmanaged(3L)); Out.Say(broker.Enum(Side.Sell)); Out.Say(broker.Several(new Order(), new Order()));
            Out.Say(broker.Delegate<Func<int>>(() => 1)()); Out.Say(broker.Self("s")); Out.Say(broker.Refs<ReadOnlySpan<char>>("abc"));
            """,
            "any success; value: 1; result: 1", "class success; value: c; result: c", "nullable success; value: null; result: null", "struct success; value: 2; result: 2",
            "maybe success; value: null; result: null", "notnull success; value: n; result: n", "unmanaged success; value: 3; result: 3", "enum success; value: 1; result: 1",
            "several success; value: (Order); other: (Order); result: (Order)", "delegate success; value: (Func<Int32>); result: (Func<Int32>)", "self success; value: s; result: s",
            "refs success; value: (T); result: 4"),

        new("DefaultConstraint", """
            public abstract class Desk { [BrokerCall("get")] public abstract T? Get<T>(T? value); [BrokerCall("take")] public abstract T? Take<T>(T? value) where T : struct; }
            public class Broker : Desk
            {
                [BrokerCall("get")] public override T? Get<T>(T? value) where T : default => value;
                [BrokerCall("take")] public override T? Take<T>(T? value) => value;
            }
            """,
            "Out.Say(broker.Get<string>(\"x\")); Out.Say(broker.Get(3)); Out.Say(broker.Take<int>(4));",
            "get success; value: x; result: x", "get success; value: 3; result: 3", "take success; value: 4; result: 4") { Broker = "Broker" },

        new("GenericType", """
            public interface IBroker<TOrder, TKey> where TOrder : class, new() where TKey : struct, IEquatable<TKey>
            {
                [BrokerCall("place")] TKey Place(TOrder order, TKey key);
                [BrokerCall("map")] TResult Map<TResult>(Func<TOrder, TResult> map) where TResult : notnull;
                TOrder Last { get; }
            }
            public sealed class Order { public int Id { get; set; } = 3; }
            public sealed class Broker : IBroker<Order, int>
            {
                public int Place(Order order, int key) => order.Id + key;
                public TResult Map<TResult>(Func<Order, TResult> map) where TResult : notnull => map(Last);
                public Order Last { get; } = new();
            }
            """,
            "Out.Say(broker.Place(new Order(), 2)); Out.Say(broker.Map(order => order.Id)); Out.Say(broker.Last.Id);",
            "place success; order: (Order); key: 2; result: 5", "map success; map: (Func<Order, Int32>); result: 3") { Broker = "IBroker<Order, int>" },

        new("SelfReferring", """
            public interface INode<T> where T : INode<T> { [BrokerCall("next")] T? Next(T node); }
            public sealed class Node : INode<Node> { public Node? Next(Node node) => null; }
            """,
            "Out.Say(broker.Next(new Node()));",
            "next success; node: (Node); result: null") { Broker = "INode<Node>", Make = "new Node()" },

        new("ShadowingTypeParameter", """
            #pragma warning disable CS0693 // type parameters that hide one another are what is tried
            public interface IBroker<T> { [BrokerCall("place")] T Place<U>(T order, U more); [BrokerCall("flow")] Flow Take<Flow>(Flow flow); [BrokerCall("attempt")] attempt Try<attempt>(attempt exception); }
            public sealed class Broker : IBroker<int> { public int Place<U>(int order, U more) => order; public Flow Take<Flow>(Flow flow) => flow; public attempt Try<attempt>(attempt exception) => exception; }
            """,
            "Out.Say(broker.Place(1, \"x\")); Out.Say(broker.Take(2)); Out.Say(broker.Try(3));",
            "place success; order: 1; more: x; result: 1", "flow success; flow: 2; result: 2", "attempt success; exception: 3; result: 3") { Broker = "IBroker<int>" },
    ];

    private static IEnumerable<BrokerShape> ParameterKinds() =>
    [
        new("References", """
            public readonly struct Leg { public readonly int Ratio; public Leg(int ratio) => Ratio = ratio; }
            public interface IBroker { [BrokerCall("refs")] bool Refs(ref int total, in Leg leg, ref readonly Leg other, out Leg next, ref string? text); }
            public sealed class Broker : IBroker
            {
                public bool Refs(ref int total, in Leg leg, ref readonly Leg other, out Leg next, ref string? text)
                { total += leg.Ratio; next = new Leg(total + other.Ratio); text = text + "!"; return Unsafe.AreSame(in leg, in other); }
            }
            """,
            """
            int total = 1; var leg = new Leg(2); string? text = "t";
            Out.Say(broker.Refs(ref total, in leg, in leg, out Leg next, ref text)); Out.Say(total + next.Ratio + text);
            Out.Say(broker.Refs(ref total, new Leg(5), in leg, out _, ref text));
            """,
            "refs success; total: 1; leg: Leg { ratio: 2 }; other: Leg { ratio: 2 }; text: t; result: true",
            "refs success; total: 3; leg: Leg { ratio: 5 }; other: Leg { ratio: 2 }; text: t!; result: false"),

        new("RefStructs", """
            public ref struct Packet { public ReadOnlySpan<byte> Bytes; public int Length => Bytes.Length; }
            public interface IBroker
            {
                [BrokerCall("send")] int Send(Packet packet, Span<int> sizes, ReadOnlySpan<char> text);
                [BrokerCall("scoped")] int Scoped(scoped Span<int> sizes, scoped ref int total, scoped in Packet packet);
                [BrokerCall("slice")] ReadOnlySpan<char> Slice(ReadOnlySpan<char> text, int start);
                [BrokerCall("build")] Packet Build(ReadOnlySpan<byte> bytes);
                [BrokerCall("fill")] void Fill(scoped ReadOnlySpan<byte> bytes, out Packet packet);
            }
            public sealed class Broker : IBroker
            {
                public int Send(Packet packet, Span<int> sizes, ReadOnlySpan<char> text) { sizes[0] = 9; return packet.Length + text.Length; }
                public int Scoped(scoped Span<int> sizes, scoped ref int total, scoped in Packet packet) => total += sizes.Length;
                public ReadOnlySpan<char> Slice(ReadOnlySpan<char> text, int start) => text[start..];
                public Packet Build(ReadOnlySpan<byte> bytes) => new() { Bytes = bytes };
                public void Fill(scoped ReadOnlySpan<byte> bytes, out Packet packet) => packet = default;
            }
            """,
            """
            Span<int> sizes = stackalloc int[2]; int total = 3;
            Out.Say(broker.Send(new Packet { Bytes = new byte[] { 1, 2 } }, sizes, "abc") + sizes[0]);
            Out.Say(broker.Scoped(sizes, ref total, default)); Out.Say(broker.Slice("abcdef", 4).ToString()); Out.Say(broker.Build(new byte[3]).Length);
            broker.Fill(stackalloc byte[1], out Packet packet); Out.Say(packet.Length);
            """,
            "send success; packet: (Packet); sizes: [0, 0]; text: abc; result: 5", "scoped success; sizes: [9, 0]; total: 3; packet: (Packet); result: 5",
            "slice success; text: abcdef; start: 4", "build success; bytes: [0, 0, 0]", "fill success; bytes: [0]"),

        new("Params", """
            public interface IBroker
            {
                [BrokerCall("array")] int Array(string first, params int[] rest);
                [BrokerCall("nullable")] int Nullable(params string?[]? rest);
                [BrokerCall("span")] int Span(params ReadOnlySpan<int> rest);
                [BrokerCall("list")] int List(params List<string> rest);
                [BrokerCall("many")] int Many(params IEnumerable<int> rest);
                [BrokerCall("read")] int Read(params IReadOnlyList<int> rest);
            }
            public sealed class Broker : IBroker
            {
                public int Array(string first, params int[] rest) => rest.Length;
                public int Nullable(params string?[]? rest) => rest?.Length ?? -1;
                public int Span(params ReadOnlySpan<int> rest) => rest.Length;
                public int List(params List<string> rest) => rest.Count;
                public int Many(params IEnumerable<int> rest) => rest.Count();
                public int Read(params IReadOnlyList<int> rest) => rest.Count;
            }
            """,
            """
            Out.Say(broker.Array("a")); Out.Say(broker.Array("a", 1, 2)); Out.Say(broker.Array("a", new[] { 3 })); Out.Say(broker.Nullable(null)); Out.Say(broker.Nullable("x", null));
            Out.Say(broker.Span(1, 2, 3)); Out.Say(broker.List("a", "b")); Out.Say(broker.Many(1, 2)); Out.Say(broker.Read([1, 2, 3, 4]));
            """,
            "array success; first: a; rest: []; result: 0", "array success; first: a; rest: [1, 2]; result: 2", "array success; first: a; rest: [3]; result: 1",
            "nullable success; rest: null; result: -1", "nullable success; rest: [x, null]; result: 2", "span success; rest: [1, 2, 3]; result: 3", "list success; rest: [a, b]; result: 2",
            "many success; rest: (<>z__ReadOnlyArray<Int32>); result: 2", "read success; rest: (<>z__ReadOnlyArray<Int32>); result: 4"),

        new("Optional", """
            public enum Side { Buy, Sell = 7 }
            public struct Leg { public int Ratio; }
            public interface IBroker
            {
                [BrokerCall("place")] string Place(int size = -3, string text = "a\"b\\\n", char c = '\'', Side side = Side.Sell, Side odd = (Side)99, decimal price = 1.10m, double nan = double.NaN, Leg leg = default, int? none = null, Side? some = Side.Sell, CancellationToken token = default, object? any = null, string? nothing = null, long big = long.MinValue, ulong large = ulong.MaxValue, nint native = 5, DateTime at = default, float f = float.NegativeInfinity);
                [BrokerCall("named")] string Named(int a, int b = 2, int c = 3);
            }
            public sealed class Broker : IBroker
            {
                public string Place(int size = 0, string text = "", char c = ' ', Side side = 0, Side odd = 0, decimal price = 0, double nan = 0, Leg leg = default, int? none = 1, Side? some = null, CancellationToken token = default, object? any = null, string? nothing = "", long big = 0, ulong large = 0, nint native = 0, DateTime at = default, float f = 0)
                    => FormattableString.Invariant($"{size} {text} {c} {side} {odd} {price} {nan} {leg.Ratio} {none} {some} {token.CanBeCanceled} {any} {nothing} {big} {large} {native} {at.Ticks} {f}");
                public string Named(int a, int b, int c) => $"{a}{b}{c}";
            }
            """,
            "Out.Say(broker.Place()); Out.Say(broker.Named(1, c: 9)); Out.Say(broker.Named(b: 1, a: 2));",
            "place success; size: -3; text: a\"b\\\n; c: '; side: Sell; odd: 99; price: 1.10; nan: NaN; leg: Leg { ratio: 0 }; none: null; some: Sell; any: null; nothing: null; big: -9223372036854775808; large: 18446744073709551615; native: 5; at: 0001-01-01T00:00:00.0000000; f: -Infinity; result: -3 a\"b\\\n ' Sell 99 1.10 NaN 0  Sell False   -9223372036854775808 18446744073709551615 5 0 -Infinity",
            "named success; a: 1; b: 2; c: 9; result: 129", "named success; a: 2; b: 1; c: 3; result: 213"),

        new("CallerInfo", """
            public interface IBroker
            {
                [BrokerCall("place")] string Place(bool condition, [CallerMemberName] string? member = null, [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(condition))] string? text = null);
                string Plain(int size, [CallerArgumentExpression("size")] string text = "");
            }
            public sealed class Broker : IBroker
            {
                public string Place(bool condition, string? member, int line, string? text) => $"{member is "Untraced" or "Traced"} {line > 0} {text}";
                public string Plain(int size, string text) => text;
            }
            """,
            "int size = 1; Out.Say(broker.Place(size > 0)); Out.Say(broker.Plain(size + 2)); Out.Say(broker.Place(true, \"m\", 3, \"t\").Length);") { IgnoresFields = true, Calls = ["place success", "place success"] },

        new("ManyParameters", """
            public interface IBroker { [BrokerCall("many")] int Many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, int o, int p, int q, int r, int s, int t); }
            public sealed class Broker : IBroker { public int Many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, int o, int p, int q, int r, int s, int t) => a + t; }
            """,
            "Out.Say(broker.Many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20));") { IgnoresFields = true, Calls = ["many success"] },
    ];

    private static IEnumerable<BrokerShape> Values() =>
    [
        new("MemoryOfTheUser", """
            public sealed class Owned : System.Buffers.MemoryManager<byte>
            {
                public override Memory<byte> Memory => CreateMemory(4);
                public override Span<byte> GetSpan() { Out.Say("read"); return new byte[4]; }
                protected override bool TryGetArray(out ArraySegment<byte> segment) { Out.Say("asked"); return base.TryGetArray(out segment); }
                public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => default;
                public override void Unpin() { }
                protected override void Dispose(bool disposing) { }
            }
            public interface IBroker { [BrokerCall("send")] ReadOnlyMemory<byte> Send(Memory<byte> data, ReadOnlyMemory<char> text); }
            public sealed class Broker : IBroker { public ReadOnlyMemory<byte> Send(Memory<byte> data, ReadOnlyMemory<char> text) => data[1..]; }
            """,
            "Out.Say(broker.Send(new Owned().Memory, \"text\".AsMemory()).Length);",
            "send success; data: [… (4 in all)]; text: text; result: [… (3 in all)]"),

        new("Tuples", """
            public interface IBroker
            {
                [BrokerCall("pair")] (int Size, string? Id) Pair((int A, (string B, int) Inner) pair, (int, int)[] legs, Dictionary<string, (int Low, int High)> ranges);
                [BrokerCall("later")] Task<(int Size, int Price)> LaterAsync((int Size, int) pair);
                (string Name, int Age) Plain { get; }
            }
            public sealed class Broker : IBroker
            {
                public (int Size, string? Id) Pair((int A, (string B, int) Inner) pair, (int, int)[] legs, Dictionary<string, (int Low, int High)> ranges) => (pair.A, pair.Inner.B);
                public Task<(int Size, int Price)> LaterAsync((int Size, int) pair) => Task.FromResult(pair);
                public (string Name, int Age) Plain => ("n", 1);
            }
            """,
            "Out.Say(broker.Pair((1, (\"b\", 2)), [], new()).Id); Out.Say((await broker.LaterAsync((3, 4))).Price); Out.Say(broker.Plain.Name);") { IgnoresFields = true, Calls = ["pair success", "later success"] },

        new("Dynamic", """
            public interface IBroker { [BrokerCall("place")] dynamic? Place(dynamic order, List<dynamic> more, dynamic[] rest); dynamic Plain(dynamic order); dynamic Size { get; set; } }
            public sealed class Broker : IBroker
            {
                public dynamic? Place(dynamic order, List<dynamic> more, dynamic[] rest) => order.Length + more.Count;
                public dynamic Plain(dynamic order) => order;
                public dynamic Size { get; set; } = 1;
            }
            """,
            "int length = broker.Place(\"abc\", new List<dynamic> { 1 }, new dynamic[0]); Out.Say(length); Out.Say(broker.Plain(3) + 1); broker.Size = \"x\"; Out.Say(broker.Size.Length);") { IgnoresFields = true, Calls = ["place success"] },

        new("Nullability", """
            public sealed record Order(string Id);
            public interface IBroker
            {
                [BrokerCall("find")] Order? Find(string? id, int? size, IEnumerable<string>? more, List<Order?>? orders, Order?[]? array);
                [BrokerCall("find_async")] Task<Order?> FindAsync(string? id);
                [BrokerCall("value")] ValueTask<int?> ValueAsync(int? id);
                [BrokerCall("maybe")] Task<Order>? Maybe(bool yes);
                [BrokerCall("try")] bool Try(string id, [NotNullWhen(true)] out Order? order);
            }
            public sealed class Broker : IBroker
            {
                public Order? Find(string? id, int? size, IEnumerable<string>? more, List<Order?>? orders, Order?[]? array) => id is null ? null : new Order(id);
                public Task<Order?> FindAsync(string? id) => Task.FromResult<Order?>(null);
                public ValueTask<int?> ValueAsync(int? id) => new(id);
                public Task<Order>? Maybe(bool yes) => yes ? Task.FromResult(new Order("m")) : null;
                public bool Try(string id, [NotNullWhen(true)] out Order? order) { order = new Order(id); return true; }
            }
            """,
            """
            Out.Say(broker.Find(null, null, null, null, null)); Out.Say(broker.Find("a", 1, new[] { "x" }, new() { null }, new Order?[] { null })); Out.Say(await broker.FindAsync(null));
            Out.Say(await broker.ValueAsync(null)); Out.Say(broker.Maybe(false)); Out.Say((await broker.Maybe(true)!).Id); if (broker.Try("t", out Order? order)) Out.Say(order.Id);
            """,
            "find success; id: null; size: null; more: null; orders: null; array: null; result: null",
            "find success; id: a; size: 1; more: [x]; orders: [null]; array: [null]; result: Order { id: a }",
            "find_async success; id: null; result: null", "value success; id: null; result: null", "maybe ambiguous; yes: false; System.InvalidOperationException",
            "maybe success; yes: true; result: Order { id: m }", "try success; id: t; result: true"),
    ];
}
