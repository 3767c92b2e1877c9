namespace RiskTraceGen.Generator.Tests;

// Names, attributes, results, and what a wrapper cannot have.
internal static partial class BrokerShapes
{
    private static IEnumerable<BrokerShape> Names() =>
    [
        new("Keywords", """
            public interface @class { [BrokerCall("place")] int @new(int @event, string @class, int @ref = 3, int value = 4); int @if { get; set; } event Action? @event; int this[int @in] { get; } int @lock<@struct>(@struct @this); }
            public sealed class Broker : @class
            {
                public int @new(int @event, string @class, int @ref, int value) => @event + @ref + value;
                public int @if { get; set; }
                public event Action? @event { add => Out.Say("added"); remove { } }
                public int this[int @in] => @in;
                public int @lock<@struct>(@struct @this) => 8;
            }
            """,
            "Out.Say(broker.@new(1, \"c\")); Out.Say(broker.@new(@event: 2, @class: \"d\", value: 0)); broker.@if = 6; broker.@event += () => { }; Out.Say(broker.@if + broker[3] + broker.@lock(\"t\"));",
            "place success; event: 1; class: c; ref: 3; value: 4; result: 8", "place success; event: 2; class: d; ref: 3; value: 0; result: 5") { Broker = "@class" },

        new("ContextualKeywords", """
            public interface IBroker
            {
                [BrokerCall("words")] int Words(int var, int await, int async, int yield, int partial, int where, int record, int field, int required, int scoped, int file, int nameof, int dynamic, int when, int and, int not, int init, int get, int set, int notnull, int unmanaged, int extension, int @_);
                [BrokerCall("await")] int await(int _);
                [BrokerCall("field")] int field { get; }
            }
            """.Replace("[BrokerCall(\"field\")] ", "", StringComparison.Ordinal) + """
            public sealed class Broker : IBroker
            {
                public int Words(int var, int await, int async, int yield, int partial, int where, int record, int field, int required, int scoped, int file, int nameof, int dynamic, int when, int and, int not, int init, int get, int set, int notnull, int unmanaged, int extension, int @_) => var + _;
                public int await(int _) => _;
                public int field => 2;
            }
            """,
            "Out.Say(broker.Words(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23)); Out.Say(broker.@await(2)); Out.Say(broker.field);") { IgnoresFields = true, Calls = ["words success", "await success"] },

        new("NonAscii", """
            public enum Größe { Klein, Groß }
            public sealed record Auftrag(string Überschrift, Größe 大小);
            public interface IBörse { [BrokerCall("auftrag_einstellen")] Größe Ändern(Auftrag наряд, int ñ = 1); string Straße { get; } }
            public sealed class Broker : IBörse { public Größe Ändern(Auftrag наряд, int ñ) => наряд.大小; public string Straße => "Wall"; }
            """,
            "Out.Say(broker.Ändern(new Auftrag(\"é\", Größe.Groß))); Out.Say(broker.Straße);",
            "auftrag_einstellen success; наряд: Auftrag { überschrift: é, 大小: Groß }; ñ: 1; result: Groß") { Broker = "IBörse" },

        new("GlobalNamespace", "", "Out.Say(broker.Place(new GlobalOrder(2)));",
            "place success; order: GlobalOrder { size: 2 }; result: Sell")
        {
            Broker = "IGlobalBroker", Make = "new GlobalBroker()",
            After = """
                public enum GlobalSide { Buy, Sell }
                public sealed record GlobalOrder(int Size);
                public interface IGlobalBroker { [BrokerCall("place")] GlobalSide Place(GlobalOrder order); }
                public sealed class GlobalBroker : IGlobalBroker { public GlobalSide Place(GlobalOrder order) => GlobalSide.Sell; }
                """,
        },

        new("EqualTypeNames", """
            namespace First { public sealed record Order(int Size); public enum Side { Buy } }
            namespace Second { public sealed record Order(string Id); public enum Side { Sell } }
            public sealed record Task(int Number);
            public sealed record Exception(int Number);
            public interface IBroker
            {
                [BrokerCall("place")] Second.Order Place(First.Order first, Second.Order second, First.Side one, Second.Side two);
                [BrokerCall("task")] System.Threading.Tasks.Task<Task> Do(Task task, Exception exception);
            }
            public sealed class Broker : IBroker
            {
                public Second.Order Place(First.Order first, Second.Order second, First.Side one, Second.Side two) => second;
                public System.Threading.Tasks.Task<Task> Do(Task task, Exception exception) => System.Threading.Tasks.Task.FromResult(task);
            }
            """,
            "Out.Say(broker.Place(new First.Order(1), new Second.Order(\"s\"), 0, 0).Id); Out.Say((await broker.Do(new(4), new(5))).Number);",
            "place success; first: Order { size: 1 }; second: Order { id: s }; one: Buy; two: Sell; result: Order { id: s }",
            "task success; task: Task { number: 4 }; exception: Exception { number: 5 }; result: Task { number: 4 }"),

        new("NamesOfTheLibrary", """
            public sealed record RiskFlow(int Size);
            public enum CallOutcome { Good }
            public interface IBroker
            {
                [BrokerCall("begin")] CallOutcome BrokerAttempt(RiskFlow flow, int attempt, int returned, int failure, int brokerAttempt, int result, int exception);
                [BrokerCall("points")] int RecordWriter(int TracePoints, int Flow, int broker, int writer, int list, int items, int written);
            }
            public sealed class Broker : IBroker
            {
                public CallOutcome BrokerAttempt(RiskFlow flow, int attempt, int returned, int failure, int brokerAttempt, int result, int exception) => CallOutcome.Good;
                public int RecordWriter(int TracePoints, int Flow, int broker, int writer, int list, int items, int written) => TracePoints + Flow;
            }
            """,
            "Out.Say(broker.BrokerAttempt(new(3), 1, 2, 3, 4, 5, 6)); Out.Say(broker.RecordWriter(1, 2, 3, 4, 5, 6, 7));",
            "begin success; flow: RiskFlow { size: 3 }; attempt: 1; returned: 2; failure: 3; broker_attempt: 4; result: 5; exception: 6; result: Good",
            "points success; trace_points: 1; flow: 2; broker: 3; writer: 4; list: 5; items: 6; written: 7; result: 3"),
    ];

    private static IEnumerable<BrokerShape> Attributes() =>
    [
        new("Obsolete", """
            [Obsolete("old order")] public sealed record Order(int Size);
            [Obsolete("gone")] public enum Side { Buy }
            #pragma warning disable CS0612, CS0618
            public sealed record Fresh(Order Old, int Size) { [Obsolete] public int Legacy { get; init; } }
            public interface IBroker
            {
                [BrokerCall("plain"), Obsolete] int Plain();
                [BrokerCall("told"), Obsolete("use Place")] int Told(int size);
                [BrokerCall("refused"), Obsolete("never", true)] int Never(int size);
                [BrokerCall("retried", Retries = 1), Obsolete("never", true)] int Retried(int size);
                [BrokerCall("place")] Order Place(Order order, Side side, Fresh fresh, List<Order> more);
                [BrokerCall("again", Retries = 1)] Order Again(Order order);
                [Obsolete("never", true)] int Passed { get; }
                [Obsolete("never", true)] event Action? Changed;
                int Half { [Obsolete("never", true)] get; set; }
            }
            public sealed class Broker : IBroker
            {
                public int Plain() => 1; public int Told(int size) => size; public int Never(int size) => 3; public int Retried(int size) => 4;
                public Order Place(Order order, Side side, Fresh fresh, List<Order> more) => order; public Order Again(Order order) => order;
                public int Passed => 5; public event Action? Changed { add { } remove { } } public int Half { get; set; }
            }
            """,
            "Out.Say(broker.Plain() + broker.Told(2)); Out.Say(broker.Place(new Order(3), Side.Buy, new Fresh(new Order(1), 2), new()).Size); broker.Again(new Order(6)); broker.Half = 2;",
            "plain success; result: 1", "told success; size: 2; result: 2",
            "place success; order: Order { size: 3 }; side: Buy; fresh: Fresh { old: Order { size: 1 }, size: 2, legacy: 0 }; more: []; result: Order { size: 3 }", "again success; order: Order { size: 6 }; result: Order { size: 6 }"),

        new("ObsoleteBroker", """
            [Obsolete("use the other", true)] public interface IOld { [BrokerCall("old")] int Old(); }
            public interface IBroker { [BrokerCall("place")] int Place(); }
            public sealed class Broker : IBroker { public int Place() => 1; }
            """,
            "Out.Say(broker.Place());", "place success; result: 1"),

        new("Experimental", """
            #pragma warning disable EXP001, EXP002
            [Experimental("EXP002")] public sealed record Order(int Size);
            public interface IBroker
            {
                [BrokerCall("new"), Experimental("EXP001")] int New(int size);
                [BrokerCall("retried", Retries = 1), Experimental("EXP001")] int Retried(int size);
                [BrokerCall("place")] Order Place(Order order);
                [Experimental("EXP001", UrlFormat = "https://example.org/{0}")] int Passed { get; set; }
            }
            public sealed class Broker : IBroker { public int New(int size) => size; public int Retried(int size) => size; public Order Place(Order order) => order; public int Passed { get; set; } }
            """,
            "Out.Say(broker.New(2)); Out.Say(broker.Retried(3)); Out.Say(broker.Place(new Order(4)).Size);",
            "new success; size: 2; result: 2", "retried success; size: 3; result: 3", "place success; order: Order { size: 4 }; result: Order { size: 4 }"),

        new("PreviewFeatures", """
            [System.Runtime.Versioning.RequiresPreviewFeatures] public interface IBroker { [BrokerCall("place")] int Place(int size); [System.Runtime.Versioning.RequiresPreviewFeatures("m", Url = "u")] int Passed(); }
            [System.Runtime.Versioning.RequiresPreviewFeatures] public sealed class Broker : IBroker { public int Place(int size) => size; public int Passed() => 2; }
            """,
            "Out.Say(broker.Place(1) + broker.Passed());", "place success; size: 1; result: 1"),

        new("Platform", """
            public interface IBroker
            {
                [BrokerCall("place"), System.Runtime.Versioning.SupportedOSPlatform("windows")] int Place(int size);
                [BrokerCall("fail"), DoesNotReturn] void Fail();
                [BrokerCall("conditional"), System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("it reflects", Url = "https://example.org")] void Reflect();
                [BrokerCall("overload"), OverloadResolutionPriority(1)] string Overload(object value);
                [BrokerCall("overload_text")] string Overload(string value);
            }
            public sealed class Broker : IBroker
            {
                public int Place(int size) => size; public void Fail() => throw new TimeoutException("late"); public void Reflect() => Out.Say("reflected");
                [OverloadResolutionPriority(1)] public string Overload(object value) => "object"; public string Overload(string value) => "string";
            }
            """,
            "Out.Say(broker.Place(1)); try { broker.Fail(); } catch (TimeoutException e) { Out.Say(e.Message); } broker.Reflect(); Out.Say(broker.Overload(\"x\"));",
            "place success; size: 1; result: 1", "fail ambiguous; System.TimeoutException", "conditional success", "overload success; value: x; result: object"),

        new("InterpolatedHandler", """
            [InterpolatedStringHandler] public ref struct Message
            {
                private string _text;
                public Message(int literals, int holes, Broker broker, out bool isOn) { _text = broker.Prefix; isOn = true; }
                public void AppendLiteral(string text) => _text += text;
                public void AppendFormatted<T>(T value) => _text += value;
                public override string ToString() => _text;
            }
            [InterpolatedStringHandler] public ref struct Plain
            {
                private string _text;
                public Plain(int literals, int holes) => _text = "";
                public void AppendLiteral(string text) => _text += text;
                public void AppendFormatted<T>(T value) => _text += value;
                public override string ToString() => _text;
            }
            public class Broker { public string Prefix => "> "; [BrokerCall("say")] public string Say(Plain message) => message.ToString(); }
            """,
            "Out.Say(broker.Say($\"size {3}\"));", "say success; message: (Plain); result: size 3") { Broker = "Broker" },
    ];

    private static IEnumerable<BrokerShape> Results() =>
    [
        new("Tasks", """
            public interface IBroker
            {
                [BrokerCall("task")] Task DoAsync(int how);
                [BrokerCall("task_of")] Task<int> GetAsync(int how);
                [BrokerCall("value_task")] ValueTask RunAsync(int how);
                [BrokerCall("value_task_of")] ValueTask<string?> ReadAsync(int how, CancellationToken token);
            }
            public sealed class Broker : IBroker
            {
                public async Task DoAsync(int how) { if (how == 1) throw new InvalidOperationException("before"); await Task.Yield(); Out.Say("did"); if (how == 2) throw new TimeoutException("after"); }
                public Task<int> GetAsync(int how) => how == 1 ? throw new InvalidOperationException("thrown") : how == 2 ? Task.FromException<int>(new FormatException("faulted")) : Task.FromResult(how);
                public async ValueTask RunAsync(int how) { await Task.Yield(); if (how == 1) throw new InvalidOperationException("run"); Out.Say("ran"); }
                public async ValueTask<string?> ReadAsync(int how, CancellationToken token) { await Task.Yield(); token.ThrowIfCancellationRequested(); return how == 0 ? null : "read"; }
            }
            """,
            """
            await broker.DoAsync(0);
            try { await broker.DoAsync(1); } catch (InvalidOperationException e) { Out.Say(e.Message); }
            try { await broker.DoAsync(2); } catch (TimeoutException e) { Out.Say(e.Message); }
            Out.Say(await broker.GetAsync(5));
            try { _ = broker.GetAsync(1); } catch (InvalidOperationException e) { Out.Say(e.Message); }
            Task<int> faulted = broker.GetAsync(2); Out.Say(faulted.Status); try { await faulted; } catch (FormatException e) { Out.Say(e.Message); }
            await broker.RunAsync(0); try { await broker.RunAsync(1); } catch (InvalidOperationException e) { Out.Say(e.Message); }
            Out.Say(await broker.ReadAsync(0, default)); Out.Say(await broker.ReadAsync(1, default));
            try { await broker.ReadAsync(1, new CancellationToken(true)); } catch (OperationCanceledException e) { Out.Say(e.CancellationToken.IsCancellationRequested); }
            """,
            "task success; how: 0", "task failed; how: 1; System.InvalidOperationException", "task ambiguous; how: 2; System.TimeoutException", "task_of success; how: 5; result: 5",
            "task_of failed; how: 1; System.InvalidOperationException", "task_of ambiguous; how: 2; System.FormatException", "value_task success; how: 0", "value_task failed; how: 1; System.InvalidOperationException",
            "value_task_of success; how: 0; result: null", "value_task_of success; how: 1; result: read", "value_task_of ambiguous; how: 1; System.OperationCanceledException"),

        new("Streams", """
            public sealed record Fill(int Size);
            public interface IBroker
            {
                [BrokerCall("fills")] IAsyncEnumerable<Fill> Fills(int count, CancellationToken token = default);
                [BrokerCall("none")] IAsyncEnumerable<int>? None();
                [BrokerCall("optional")] IAsyncEnumerable<int?> Optional();
                [BrokerCall("of")] IAsyncEnumerable<T> Of<T>(T item);
                [BrokerCall("dynamic")] IAsyncEnumerable<dynamic> Dynamic();
                IAsyncEnumerable<int> Plain();
            }
            public sealed class Broker : IBroker
            {
                public async IAsyncEnumerable<Fill> Fills(int count, [EnumeratorCancellation] CancellationToken token)
                {
                    Out.Say("begun");
                    try
                    {
                        for (int i = 0; i < count; i++)
                        {
                            if (i % 2 == 0) await Task.Yield();
                            if (i == 5) throw new InvalidOperationException("at five");
                            token.ThrowIfCancellationRequested();
                            yield return new Fill(i);
                        }
                    }
                    finally { Out.Say("left"); }
                }
                public IAsyncEnumerable<int>? None() => null;
                public async IAsyncEnumerable<int?> Optional() { await Task.CompletedTask; yield return 1; yield return null; }
                public async IAsyncEnumerable<T> Of<T>(T item) { await Task.CompletedTask; yield return item; }
                public async IAsyncEnumerable<dynamic> Dynamic() { await Task.CompletedTask; yield return "d"; }
                public async IAsyncEnumerable<int> Plain() { await Task.CompletedTask; yield return 7; }
            }
            """,
            """
            await foreach (Fill fill in broker.Fills(2)) Out.Say(fill.Size);
            try { await foreach (Fill fill in broker.Fills(9)) Out.Say(fill.Size); } catch (InvalidOperationException e) { Out.Say(e.Message + e.StackTrace!.Contains("Fills")); }
            await foreach (Fill fill in broker.Fills(9).ConfigureAwait(false)) if (fill.Size == 1) break; else Out.Say(fill.Size);
            using var source = new CancellationTokenSource();
            try { await foreach (Fill fill in broker.Fills(9).WithCancellation(source.Token)) source.Cancel(); } catch (OperationCanceledException e) { Out.Say(e.CancellationToken == source.Token); }
            try { await foreach (Fill fill in broker.Fills(1, new CancellationToken(true))) Out.Say(fill); } catch (OperationCanceledException) { Out.Say("cancelled before"); }
            IAsyncEnumerable<Fill> twice = broker.Fills(1);
            await foreach (Fill fill in twice) Out.Say(fill.Size);
            await foreach (Fill fill in twice) Out.Say(fill.Size);
            Out.Say(broker.None() is null);
            await foreach (int? one in broker.Optional()) Out.Say(one);
            await foreach (string one in broker.Of("x")) Out.Say(one);
            await foreach (var one in broker.Dynamic()) Out.Say(one.Length);
            await foreach (int one in broker.Plain()) Out.Say(one);
            _ = broker.Fills(3);
            await using IAsyncEnumerator<Fill> hand = broker.Fills(1).GetAsyncEnumerator();
            Out.Say(await hand.MoveNextAsync()); Out.Say(hand.Current.Size + hand.Current.Size); Out.Say(await hand.MoveNextAsync()); Out.Say(await hand.MoveNextAsync()); await hand.DisposeAsync();
            """,
            "fills handed over; count: 2", "fills (enumeration) success; items: 2",
            "fills handed over; count: 9", "fills (enumeration) failed; items: 5; System.InvalidOperationException",
            "fills handed over; count: 9", "fills (enumeration) stopped by the caller; items: 2",
            "fills handed over; count: 9", "fills (enumeration) ambiguous; items: 1; System.OperationCanceledException",
            "fills handed over; count: 1", "fills (enumeration) ambiguous; items: 0; System.OperationCanceledException",
            "fills handed over; count: 1", "fills (enumeration) success; items: 1", "fills (enumeration) success; enumeration: 2; items: 1",
            "none ambiguous; System.InvalidOperationException", "optional handed over", "optional (enumeration) success; items: 2", "of handed over; item: x", "of (enumeration) success; items: 1",
            "dynamic handed over", "dynamic (enumeration) success; items: 1", "fills handed over; count: 3", "fills handed over; count: 1", "fills (enumeration) success; items: 1"),

        new("Awaitables", """
            public sealed class Later
            {
                public Awaiter GetAwaiter() => new();
                public readonly struct Awaiter : INotifyCompletion { public bool IsCompleted => true; public int GetResult() { Out.Say("awaited"); return 4; } public void OnCompleted(Action continuation) => continuation(); }
            }
            public sealed class Derived : Later2 { }
            public class Later2 { public Later.Awaiter GetAwaiter() => new(); }
            [AsyncMethodBuilder(typeof(TaskLikeBuilder))] public struct TaskLike { public int Value; public Later.Awaiter GetAwaiter() => new(); }
            public struct TaskLikeBuilder
            {
                public static TaskLikeBuilder Create() => default;
                public void Start<T>(ref T machine) where T : IAsyncStateMachine => machine.MoveNext();
                public void SetStateMachine(IAsyncStateMachine machine) { }
                public void SetResult() { } public void SetException(Exception exception) { }
                public void AwaitOnCompleted<A, T>(ref A awaiter, ref T machine) where A : INotifyCompletion where T : IAsyncStateMachine { }
                public void AwaitUnsafeOnCompleted<A, T>(ref A awaiter, ref T machine) where A : ICriticalNotifyCompletion where T : IAsyncStateMachine { }
                public TaskLike Task => new() { Value = 2 };
            }
            public sealed class Ticket : Task<int> { public Ticket() : base(() => 5) => RunSynchronously(); }
            public class Broker
            {
                [BrokerCall("later")] public virtual Later Later(int how) => how == 0 ? new() : throw new InvalidOperationException("no");
                [BrokerCall("derived")] public virtual Derived Derived() => new();
                [BrokerCall("task_like")] public virtual async TaskLike TaskLike() { Out.Say("in"); }
                [BrokerCall("configured")] public virtual ConfiguredTaskAwaitable<int> Configured() => Task.FromResult(3).ConfigureAwait(false);
                [BrokerCall("yield")] public virtual YieldAwaitable Yielded() => Task.Yield();
                [BrokerCall("ticket")] public virtual Ticket Ticket() => new();
                [BrokerCall("maybe")] public virtual ValueTask<int>? Maybe() => new ValueTask<int>(6);
                [BrokerCall("forget")] public async void Forget() { await Task.CompletedTask; Out.Say("forgotten"); }
                [BrokerCall("enumerator")] public virtual async IAsyncEnumerator<int> Enumerator() { await Task.CompletedTask; yield return 1; }
                [BrokerCall("task_dynamic")] public virtual Task<dynamic> Anything() => Task.FromResult<dynamic>("any");
                [BrokerCall("list_dynamic")] public virtual List<dynamic> Several() => new() { "a" };
            }
            """,
            """
            Out.Say(await broker.Later(0)); try { await broker.Later(1); } catch (InvalidOperationException e) { Out.Say(e.Message); }
            Out.Say(await broker.Derived()); Out.Say(broker.TaskLike().Value); Out.Say(await broker.Configured()); await broker.Yielded(); Out.Say(await broker.Ticket()); Out.Say(broker.Ticket().GetType().Name);
            Out.Say(await broker.Maybe()!.Value); broker.Forget(); Out.Say(await broker.Enumerator().MoveNextAsync()); Out.Say((await broker.Anything()).Length); Out.Say(broker.Several()[0].Length);
            """,
            "later handed over; how: 0", "later failed; how: 1; System.InvalidOperationException", "derived handed over", "task_like handed over", "configured handed over", "yield handed over",
            "ticket success; result: 5", "ticket success; result: 5", "maybe handed over", "forget handed over", "enumerator handed over", "task_dynamic success; result: (dynamic)", "list_dynamic success; result: [(dynamic)]") { Broker = "Broker" },

        new("SequencesAsResults", """
            public interface IBroker { [BrokerCall("many")] IEnumerable<int>? Many(int count); [BrokerCall("ready")] Task<IEnumerable<string>> ReadyAsync(); [BrokerCall("lazy")] IEnumerator<int> Lazy(); [BrokerCall("none")] IEnumerable<string>? None(); [BrokerCall("old")] System.Collections.IEnumerator? Old(bool isThere); [BrokerCall("all")] System.Collections.IEnumerable All(int count); }
            public sealed class Broker : IBroker
            {
                public IEnumerable<int> Many(int count) { Out.Say("begun"); for (int i = 0; i < count; i++) yield return i; Out.Say("ended"); }
                public IEnumerator<int> Lazy() { yield return 1; }
                public Task<IEnumerable<string>> ReadyAsync() => Task.FromResult<IEnumerable<string>>(new HashSet<string> { "a" });
                public IEnumerable<string>? None() => null;
                public System.Collections.IEnumerator? Old(bool isThere) => isThere ? Lazy() : null;
                public System.Collections.IEnumerable All(int count) => count == 0 ? Array.Empty<int>() : Many(count);
            }
            """,
            "IEnumerable<int>? many = broker.Many(2); Out.Say(\"called\"); foreach (int one in many!) Out.Say(one); foreach (string one in await broker.ReadyAsync()) Out.Say(one); Out.Say(broker.Lazy().MoveNext()); Out.Say(broker.None()); Out.Say(broker.Old(true)!.MoveNext()); Out.Say(broker.Old(false)); foreach (int one in broker.All(1)) Out.Say(one); foreach (object one in broker.All(0)) Out.Say(one);") { IgnoresFields = true, Calls = ["many handed over", "ready success", "lazy handed over", "none success", "old handed over", "old success", "all handed over", "all success"] },
    ];

    private static IEnumerable<BrokerShape> Refusals() =>
    [
        new("Pointers", """
            public unsafe interface IBroker
            {
                [BrokerCall("place")] int Place(int size);
                int Place(int* sizes);
                [BrokerCall("raw")] int Raw(byte* bytes);
                [BrokerCall("pointers")] void Pointers(int*[] bytes);
                [BrokerCall("function")] void Function(delegate*<int, void> function);
                [BrokerCall("address")] int* Address();
                int* Plain { get; }
            }
            public sealed unsafe class Broker : IBroker
            {
                public int Place(int size) => size; public int Place(int* sizes) => -1; public int Raw(byte* bytes) => 0; public void Pointers(int*[] bytes) { } public void Function(delegate*<int, void> function) { } public int* Address() => null; public int* Plain => null;
            }
            """,
            "Out.Say(broker.Place(1));", "place success; size: 1; result: 1") { Refused = ["Raw", "Pointers", "Function", "Address", "Plain"] },

        new("ByReferenceReturns", """
            public class Broker { private int _slot = 3; [BrokerCall("slot")] public ref int Slot() => ref _slot; [BrokerCall("peek")] public ref readonly int Peek() => ref _slot; [BrokerCall("place")] public int Place() => _slot; }
            """,
            "broker.Slot() = 8; Out.Say(broker.Peek()); Out.Say(broker.Place());", "place success; result: 8") { Broker = "Broker" },

        new("OutOfReach", """
            public class Broker
            {
                private protected sealed class Secret { }
                [BrokerCall("private")] private int Private() => 0;
                [BrokerCall("protected")] protected int Protected() => 0;
                [BrokerCall("private_protected")] private protected int PrivateProtected(Secret secret) => 0;
                [BrokerCall("protected_internal")] protected internal int ProtectedInternal() => 1;
                [BrokerCall("internal")] internal int Internal() => 2;
                [BrokerCall("static")] public static int Static() => 3;
            }
            """,
            "Out.Say(broker.ProtectedInternal() + broker.Internal());", "protected_internal success; result: 1", "internal success; result: 2")
        { Broker = "Broker", Refused = ["Private", "Protected", "PrivateProtected", "Static"] },

        new("OwnNames", """
            public interface IBroker { [BrokerCall("flow")] int Flow(int size); [BrokerCall("points")] int TracePoints(); [BrokerCall("self")] int TracedOwnNamesBroker(); [BrokerCall("text")] string ToString(); [BrokerCall("place")] int Place(); }
            public sealed class Broker : IBroker { public int Flow(int size) => size; public int TracePoints() => 1; public int TracedOwnNamesBroker() => 2; public int Place() => 3; public override string ToString() => "b"; }
            """,
            "Out.Say(broker.Place()); Out.Say(broker.Flow(4));", "place success; result: 3", "flow success; size: 4; result: 4") { Refused = ["TracedOwnNamesBroker"] },

        new("FlowOfItsOwn", """
            public sealed class Broker { public string Flow => "river"; [BrokerCall("close")] public int Close(int _flow) => _flow; }
            """,
            "Out.Say(broker.Flow); Out.Say(broker.Close(5));", "close success; flow: 5; result: 5") { Broker = "Broker" },

        new("FlowAsATypeParameter", """
            public interface IBroker<Flow> { [BrokerCall("place")] int Place(Flow order, CancellationToken cancellationToken = default); string get_Flow(); int set_Flow(int value); }
            public sealed class Broker : IBroker<string> { public int Place(string order, CancellationToken cancellationToken) => order.Length; public string get_Flow() => "mine"; public int set_Flow(int value) => value; }
            """,
            "Out.Say(broker.get_Flow()); Out.Say(broker.set_Flow(2)); Out.Say(broker.Place(\"four\"));", "place success; order: four; result: 4") { Broker = "IBroker<string>" },

        new("UnreachableBrokers", """
            public static class Outer { private interface IHidden { [BrokerCall("hidden")] int Hidden(); } }
            file interface IFile { [BrokerCall("file")] int File(); }
            public static class Helper { [BrokerCall("static")] public static int Static() => 0; }
            public struct Value { [BrokerCall("struct")] public int Struct() => 0; }
            public class Generic<T> { public interface IInner { [BrokerCall("inner")] int Inner(); } }
            public interface IBroker { [BrokerCall("place")] int Place(); }
            public sealed class Broker : IBroker { public int Place() => 3; }
            """,
            "Out.Say(broker.Place());", "place success; result: 3"),
    ];
}
