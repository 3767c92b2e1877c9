namespace RiskTraceGen.Generator.Tests;

/// <summary>Brokers with every kind of member. In C# 10, without implicit usings, so that every consumer can have them.</summary>
internal static class Shapes
{
    /// <summary>The members that any nullable setting accepts.</summary>
    public const string Plain = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Shapes.Brokers
        {
            public enum Side { Buy, Sell = -1 }

            [Flags]
            public enum Big : ulong { None = 0, All = ulong.MaxValue }

            public struct Leg { public int Ratio; public Side Side; public Leg(int ratio, Side side) { Ratio = ratio; Side = side; } }

            public class Order
            {
                public string Id { get; set; } = "";
                public Side Side { get; set; }
                public Side? Closing { get; set; }
                public decimal? Limit { get; set; }
                public Leg Leg;
                public Leg? Second { get; set; }
                public Leg[] Legs { get; set; } = Array.Empty<Leg>();
                public List<Order> Children { get; } = new List<Order>();
                public ImmutableArray<string> Tags { get; set; }
                public ImmutableArray<int>? Marks { get; set; }
                public int[][] Grid { get; set; } = Array.Empty<int[]>();
                public int[,] Table { get; set; } = new int[0, 0];
                public Order Parent { get; set; }
                public object Anything { get; set; } = "";
                public IReadOnlyList<int> Interface { get; set; } = Array.Empty<int>();
                public string Computed => throw new InvalidOperationException();
                public virtual string Virtual { get; set; } = "";
                public string ApiKey { get; set; } = "";
                [Sensitive(false)] public string TokenKind { get; set; } = "";
                [Sensitive] public string Account { get; set; } = "";
                [TraceFormat("N2")] public decimal Formatted { get; set; }
                public (int A, string B) Pair { get; set; }
                public DateTime At { get; set; }
                public TimeOnly Time { get; set; }
                public Guid Key { get; set; }
                public nint Native { get; set; }
                public Big Big { get; set; }
                public DayOfWeek Day { get; set; }
                public int @event;
                public Order(Order parent) { Parent = parent; }
            }

            public sealed class Result<T> { public bool IsSuccess => Value is not null; public T Value { get; set; } public Result(T value) { Value = value; } }

            public delegate void Filled(Order order);

            public interface IBase { [BrokerCall("inherited")] Task InheritedAsync(int number); string Name { get; } void Ambiguous(); }

            public interface IOther { string Name { get; } void Ambiguous(); void Only(); }

            public interface IBroker : IBase, IOther
            {
                [BrokerCall("sync")] Order Sync(Order order);
                [BrokerCall("nothing")] void Nothing();
                [BrokerCall("task")] Task PlainTask(string text);
                [BrokerCall("task_of")] Task<Order> TaskOf(Side side);
                [BrokerCall("value_task")] ValueTask PlainValueTask(DayOfWeek day);
                [BrokerCall("value_task_of")] ValueTask<Result<Order>> ValueTaskOf(Result<int> result);
                [BrokerCall("overload")] int Overload(int a);
                [BrokerCall("overload")] int Overload(string a);
                [BrokerCall("overload_longer")] int Overload(string a, int b);
                [BrokerCall("generic")] ValueTask<T> Generic<T>(T value, List<T> list) where T : notnull;
                [BrokerCall("constrained")] T Constrained<T, U>(T value, U other) where T : class, IDisposable, new() where U : struct, Enum;
                [BrokerCall("refs")] bool Refs(ref int a, in Leg b, out Order c);
                [BrokerCall("many")] int Many(string first, params int[] rest);
                [BrokerCall("defaults")] void Defaults(int a = -1, long b = long.MinValue, double c = double.NaN, float d = 1.5f, decimal e = 1.25m, char f = '\n', string g = "q\"\\", bool h = true,
                    Side i = Side.Sell, Big j = (Big)3, DayOfWeek k = DayOfWeek.Friday, Leg l = default, int? m = null, Side? n = Side.Sell, double o = double.NegativeInfinity, DateTime p = default, byte q = 255, uint r = 7, ulong s = ulong.MaxValue, CancellationToken t = default);
                [BrokerCall("span")] int Span(ReadOnlySpan<byte> bytes, Span<char> text, Memory<byte> memory);
                [BrokerCall("returns_span")] ReadOnlySpan<char> ReturnsSpan(string text);
                [BrokerCall("array")] Task<Leg[]> ArrayAsync(Order[] orders, List<Leg> legs, ImmutableArray<Side> sides, int?[] numbers);
                [BrokerCall("list")] List<Order> List();
                [BrokerCall("nullable")] Task<decimal?> NullableAsync(decimal? price, Side? side, Leg? leg);
                [BrokerCall("enum")] ValueTask<Side> EnumAsync();
                [BrokerCall("struct")] ValueTask<Leg?> StructAsync();
                [BrokerCall("secret")] void Login(string user, string password, [Sensitive] int pin, [TraceFormat("x")] int code, CancellationToken cancellationToken);
                [BrokerCall("formats")] RiskFlow Formats([TraceFormat("N2")] decimal[] prices, [TraceFormat] List<Leg?> legs, [TraceFormat("x")] ReadOnlySpan<int> codes, [TraceFormat("N1")] decimal? limit, [TraceFormat] IEnumerable<Side[]> sides, [TraceFormat] ReadOnlyMemory<char> text);
                [BrokerCall("only_secret")] void Secret(string apiKey);
                [BrokerCall("secret_task")] [return: Sensitive] Task<(string? Jwt, Order Order)?> SecretTaskAsync();
                [BrokerCall("secret_stream")] [return: Sensitive] IAsyncEnumerable<Order?> SecretStream();
                [BrokerCall("secret_lazy")] [return: Sensitive] IEnumerable<string?>? SecretLazy();
                [BrokerCall("secret_open")] [return: Sensitive] ValueTask<T> SecretOpenAsync<T>() where T : struct;
                [BrokerCall("secret_dynamic")] [return: Sensitive] dynamic SecretDynamic();
                [BrokerCall("secret_span")] [return: Sensitive] ReadOnlySpan<byte> SecretSpan();
                [BrokerCall("secret_nothing")] [return: Sensitive] Task SecretNothingAsync();
                [BrokerCall("secret_policy", Retries = 2)] [return: Sensitive] Task<string> SecretPolicyAsync();
                [BrokerCall("keywords")] void @checked(int @event, string @class, RiskFlow flow);
                [BrokerCall("locals")] int Locals(int attempt, int exception, int value, int writer, int? price, int broker, int result);
                [BrokerCall("by_ref")] ref int ByRef(int index);
                [BrokerCall("tuple")] (int Size, string Id) Tuple((int A, int B) pair);
                [BrokerCall("dynamic")] object Dynamic(dynamic anything, Action<Order> action, IEnumerable<Order> many);
                [BrokerCall("caller")] void Caller([CallerMemberName] string member = "", [CallerLineNumber] int line = 0);
                [BrokerCall("old")] [Obsolete("use Sync")] void Old();
                [BrokerCall("stream")] IAsyncEnumerable<Order> Stream([EnumeratorCancellation] CancellationToken cancellationToken);
                [BrokerCall("awaitable")] ConfiguredTaskAwaitable Awaitable();
                [BrokerCall("with \"quotes\" & <angles>")] void Odd();
                new string ToString();
                int Counter { get; set; }
                int WriteOnly { set; }
                Order this[int index] { get; }
                string this[string key, int place = 1] { get; set; }
                ref int Reference { get; }
                event Filled OnFilled;
                event EventHandler Changed;
                void Untraced<T>(T value) where T : IComparable<T>;
                bool TryGet(string id, out Order order);
                ref readonly Leg Peek();
                static int Static() => 1;
                int Default() => 2;
                int Flow(int a);
            }

            public abstract class ClassBroker : IDisposable
            {
                protected ClassBroker(int number) { }
                [BrokerCall("virtual")] public virtual Task VirtualAsync(Order order) => Task.CompletedTask;
                [BrokerCall("internal")] internal void Internal() { }
                [BrokerCall("private")] private void Private() { }
                [BrokerCall("protected")] protected abstract void Protected();
                [BrokerCall("static")] public static void Static() { }
                public int Count { get; private set; }
                public int Init { get; init; }
                public const int Constant = 1;
                public int Field;
                public void Dispose() => GC.SuppressFinalize(this);
                public override string ToString() => "";
                public override bool Equals(object other) => false;
                public override int GetHashCode() => 0;
                public class Nested { [BrokerCall("nested")] public void Call(Nested nested) { } public int Value { get; set; } }
            }

            internal interface IGenericBroker<TOrder> where TOrder : Order
            {
                [BrokerCall("generic_place")] Task<TOrder> PlaceAsync(TOrder order);
                [BrokerCall("generic_cancel")] Task<Result<TOrder>> CancelAsync<TReason>(TOrder order, TReason reason);
                TOrder Last { get; }
            }

            public class Market<TContract> where TContract : struct
            {
                public enum Session { Day, Night }
                public class Room<T> : IDisposable where T : class, new()
                {
                    public void Dispose() => GC.SuppressFinalize(this);
                    public interface IRoomBroker<TOrder> where TOrder : IComparable<TContract>
                    {
                        [BrokerCall("nested_place")] Task<TOrder> PlaceAsync(TOrder order, TContract contract, T room, Session session = Session.Night);
                        [BrokerCall("nested_quote", Retries = 1)] ValueTask<List<TContract>> QuoteAsync<TReason>(TContract? contract, TReason reason) where TReason : T;
                        TContract this[TOrder order] { get; }
                        event Action<T> Changed;
                    }
                }
            }
        }
        """;

    /// <summary>Members with nullable annotations.</summary>
    public const string Annotated = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Shapes.Annotated
        {
            public sealed record Quote(string Contract, string? Venue, Quote? Previous, List<string?>? Notes, Box<string?> Box);

            public sealed record Box<T>(T Value);

            public interface IQuotes
            {
                [BrokerCall("find")] Task<Quote?> FindAsync(string? contract, Quote? hint = null);
                [BrokerCall("find_now")] Quote? Find(string[]? contracts, List<Quote?> quotes);
                [BrokerCall("find_value")] ValueTask<Quote?> FindValueAsync(params string?[] names);
                [BrokerCall("box")] Task<Box<string?>> BoxAsync(Box<string?>? box);
                [BrokerCall("boxes")] Task<Box<Quote?>?> BoxesAsync(Dictionary<string, Quote?> map);
                [BrokerCall("all")] Task<List<Quote?>?> AllAsync();
                [BrokerCall("maybe_task")] Task<Quote>? MaybeTask();
                [BrokerCall("generic")] T? Generic<T>(T? value = default);
                [BrokerCall("class_generic")] T? ClassGeneric<T>(T? value = null) where T : class?;
                [BrokerCall("not_null")] T NotNull<T>(T value = default!) where T : notnull;
                [BrokerCall("forgiven")] void Forgiven(string text = null!);
                [BrokerCall("try")] bool TryGet(string id, [NotNullWhen(true)] out Quote? quote);
                [BrokerCall("maybe")] [return: MaybeNull] T Maybe<T>(T value);
                bool TryPeek(string id, [NotNullWhen(true)] out Quote? quote);
                [return: NotNullIfNotNull("id")] string? Echo(string? id);
                [AllowNull] string Title { get; set; }
                event EventHandler<Quote?>? Changed;
                event Action? Closed;
            }
        }
        """;

    /// <summary>Rules, events, payloads and handlers of every kind.</summary>
    public const string Rules = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;
        using Shapes.Brokers;

        namespace Shapes.Bot
        {
            public abstract record OrderEvent(string ContractId);
            public record OrderFilled(string ContractId, int Size) : OrderEvent(ContractId);
            public sealed record OrderFilledTwice(string ContractId, int Size) : OrderFilled(ContractId, Size);
            public readonly struct Tick { public readonly decimal Price; public Tick(decimal price) { Price = price; } }
            [RiskEvent("HEART")] public sealed class Heartbeat { }
            public interface IClosing { string ContractId { get; } }
            public sealed class Limits { public int Max { get; set; } }

            [RiskRule("b-rule")]
            internal sealed class EveryKind
            {
                public EveryKind(Limits limits, TimeProvider time, Limits more = null, int count = 3, Side side = Side.Sell) { }
                public EveryKind() { }
                internal RuleResult Check(Tick tick) => RuleResult.Pass;
                public Task<RuleResult> CheckAsync(OrderFilled filled, CancellationToken token, TracedBroker broker) => Task.FromResult(RuleResult.Pass);
                public ValueTask<RuleResult> EvaluateAsync(OrderEvent order, RiskFlow flow, TracedClassBroker broker) => default;
                public RuleResult Evaluate(in Heartbeat beat) => RuleResult.Pass;
                public RuleResult Check(IClosing closing) => RuleResult.Pass;
                public RuleResult Check(string text) => RuleResult.Pass;
                public RuleResult Check(int number, string unbound) => RuleResult.Pass;
                public RuleResult Check() => RuleResult.Pass;
                public void Check(DateTime at) { }
                private RuleResult Check(DateTimeOffset at) => RuleResult.Pass;
                public static RuleResult Check(Guid id) => RuleResult.Pass;
                public RuleResult Check<T>(List<T> list) => RuleResult.Pass;
                public RuleResult Check(OrderFilled filled) => RuleResult.Pass;
            }

            public abstract class Base { public virtual RuleResult Check(OrderFilledTwice filled) => RuleResult.Pass; }

            [RiskRule("a-rule", Category = "one & <two>")]
            public sealed class Derived : Base { public override RuleResult Check(OrderFilledTwice filled) => RuleResult.Pass; }

            [RiskRule("class")]
            public class @class { public RuleResult Check(OrderFilledTwice filled) => RuleResult.Pass; }

            public static class Outer
            {
                [RiskRule("a-rule")] public sealed class Derived : Base { }
            }

            [HookEvent("margin")] public sealed class Margin { public int Left { get; set; } }
            [HookEvent("empty")] public struct Empty { }
            [HookEvent("quiet"), TraceFormat] public sealed class Quiet { public int Left { get; set; } }
            [HookEvent("moved"), TraceFormat("N2")] public readonly struct Moved { }
            [HookEvent("executed")] public sealed class Executed<T> where T : notnull { public T Order { get; } public int Size { get; set; } public Executed(T order) { Order = order; } }

            public sealed class Handlers
            {
                [Hook("margin")] internal void Nothing(RiskFlow flow, Margin margin) { }
                [Hook("margin", Order = -1, Inline = true)] public Task OnTask(in Margin margin, TracedBroker broker) => Task.CompletedTask;
                [Hook("empty", TimeoutMilliseconds = 5)] public static ValueTask OnValueTask(CancellationToken token, Empty empty) => default;
                [Hook("on_breach")] public void Overloaded(BreachDetected breach) { }
                [Hook("critical_failure")] public void Overloaded(CriticalFailure failure) { }
                [Hook("margin")] public void Wrong(Empty empty) { }
                [Hook("margin")] public int Returns(Margin margin) => 1;
                [Hook("margin")] public async void Async(Margin margin) { await Task.Yield(); }
                [Hook("margin")] public void Two(Margin margin, string text) { }
                [Hook("margin")] private void Private(Margin margin) { }
                [HookFailure] public Task Any(HookFailure failure, RiskFlow flow, CancellationToken token) => Task.CompletedTask;
                [HookFailure("margin"), HookFailure("empty")] public static void Some(HookFailure failure) { }
                [HookFailure("margin")] public void NoFailure(string text) { }
            }

            public static class StaticHandlers { [Hook("margin")] public static void On(Margin margin) { } }

            public sealed class GenericPayloads
            {
                [Hook("executed")] public void OnOrder(Executed<Order> executed) { }
                [Hook("executed")] public Task OnPair(in Executed<(int Size, Side Side)> executed) => Task.CompletedTask;
                [Hook("executed")] public static void OnList(RiskFlow flow, Executed<List<Leg>> executed) { }
                [Hook("executed")] public static void OnOther(Executed<Executed<Margin>> executed) { }
                [Hook("executed")] public void OnAny<T>(Executed<T> executed) where T : notnull { }
            }

            public abstract class CannotBuild { [Hook("margin")] public void On(Margin margin) { } }
        }
        """;
}
