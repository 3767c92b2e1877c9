using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnannotatedBrokerCallTests
{
    private const string Sdk = """
        namespace Vendor.Sdk
        {
            public interface IOrders { void Submit(string order); int Count { get; } }
            public class Session<T> : IDisposable { public void Dispose() { } public virtual T Open() => default!; public override string ToString() => ""; public class Feed<U, V> { public void Start() { } } public class Log { public void Write() { } } }
            public static class Clock { public static void Sync() { } }
            public struct Fast
            {
                private int _armed;
                public int Armed { readonly get => _armed; set => _armed = value; }
                public void Send(int size) { }
                public readonly int CompareTo(Fast other) => 0;
                public static Fast operator +(Fast fast, int size) => fast;
            }
            public class Desk
            {
                public Desk(string key) { }
                public int Size { get; set; }
                public int Limit { get => Size; set => Size = value; }
                public int this[int order] { get => order; set => Size = value; }
                public event Action? Filled { add { } remove { } }
                public void Send(int size) { }
                public void Send(string order) { }
                public Action<int> Take { get; } = _ => { };
                public static Desk operator +(Desk desk, int size) => desk;
            }
            public abstract class Venue { public abstract bool Armed { get; set; } }
            public interface IOpener { static abstract void Open(); }
            public static class OrderExtensions
            {
                public static void Flatten(this IOrders orders) { }
                public static void FlattenAll<T>(this T orders) where T : IOrders { }
                public static string Quoted(this string text) => text;
            }
        }
        namespace Vendor.Tools { public class Chart { public void Draw() { } } }
        """;

    [Theory]
    [InlineData("Vendor.Sdk.IOrders", "orders.[|Submit|](\"x\");")]
    [InlineData("Vendor.Sdk.*", "orders.[|Submit|](\"x\"); session.[|Open|]();")]
    [InlineData(" Other.Thing , Vendor.Sdk.Session ", "session.[|Open|](); orders.Submit(\"x\");")]
    [InlineData("*.IOrders", "orders?.[|Submit|](\"x\"); Action a = () => orders!.[|Submit|](\"y\");")]
    [InlineData("*", "chart.[|Draw|]();")]
    [InlineData("Vendor.*.Session, *.Cha*", "session.[|Open|](); chart.[|Draw|](); orders.Submit(\"x\");")]
    [InlineData("Vendor.Sdk.Session<T>", "session.[|Open|]();")]
    [InlineData("Vendor.*", "Action<string> a = orders.[|Submit|]; a += orders.[|Submit|]; a -= orders.Submit;")]
    [InlineData("Vendor.*", "desk.[|Send|]((dynamic)any); desk.Take((dynamic)any);")]
    [InlineData("Vendor.*", "fast.[|Send|](1); Action<int> a = fast.[|Send|];")]
    [InlineData("Vendor.*", "fast.[|Armed|] = 1; desk.[|Limit|] = 1; desk.[|Limit|]++; desk.[|Limit|] += 1; venue.[|Armed|] = true;")]
    [InlineData("Vendor.*", "[|desk[1]|] = 2; (desk.[|Limit|], _) = (1, 2);")]
    [InlineData("Vendor.*", "orders.[|Flatten|](); OrderExtensions.[|Flatten|](orders); orders.[|FlattenAll|](); Action a = orders.[|Flatten|];")]
    [InlineData("Vendor.*", "Expression<Action<Desk>> tree = d => d.[|Send|](1);")]
    [InlineData("Vendor.Sdk.IOrders", "Run<IOrders>(); void Run<T>(T? it = null) where T : class, IOrders => it!.[|Submit|](\"x\");")]
    [InlineData("Vendor.*", "void Run<T>() where T : IOpener => T.[|Open|]();")]
    [InlineData("*.VendorClient", "void Run<T>(T it) where T : Bot.VendorClient { it.[|Cancel|](); new Bot.VendorClient().[|Cancel|](); }")]
    public Task Reports_calls_of_the_types_that_are_named(string types, string code) => Test(types, code).RunAsync();

    [Theory]
    [InlineData("session.{|#0:Open|}();", "Session.Open", "typeof(Session<>), \"Open\"")]
    [InlineData("new Session<int>.Feed<int, int>().{|#0:Start|}();", "Feed.Start", "typeof(Session<>.Feed<,>), \"Start\"")]
    [InlineData("new Session<int>.Log().{|#0:Write|}();", "Log.Write", "typeof(Session<>.Log), \"Write\"")]
    public Task Says_which_annotation_is_missing(string code, string member, string annotation)
    {
        AnalyzerTest<UnannotatedBrokerCall> test = Test("Vendor.Sdk.*", code);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnannotatedBrokerCall>.Reported().WithLocation(0).WithMessage(
            $"'{member}' is a broker's ('risktrace_broker_types'), and nothing marks it as a broker call: no trace will ever see it; add [assembly: BrokerCall({annotation})]"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("Vendor.Sdk.*", "chart.Draw();")]
    [InlineData("Vendor.Sdk.*", "void Run<T>(T it) where T : Bot.VendorBase => it.Cancel();")]
    [InlineData("Vendor.Sdk.*", "_ = fast.CompareTo((dynamic)any);")]
    [InlineData("Vendor.Sdk.I", "orders.Submit(\"x\");")]
    [InlineData("vendor.sdk.IOrders", "orders.Submit(\"x\");")]
    [InlineData("Vendor.Sdk.*", "_ = orders.Count; _ = session.ToString(); _ = session.GetHashCode();")]
    [InlineData("Vendor.Sdk.*", "session.Dispose(); using var other = session;")]
    [InlineData("Vendor.Sdk.*", "Vendor.Sdk.Clock.Sync();")]
    [InlineData(",", "orders.Submit(\"x\");")]
    [InlineData("Vendor.Sdk.*", "_ = nameof(orders.Submit);")]
    [InlineData("Vendor.*", "_ = new Desk(\"key\") { Limit = 1, Size = 2 }; Func<string, Desk> make = key => new(key);")]
    [InlineData("Vendor.*", "desk.Size = 1; _ = desk.Limit + desk[1] + fast.Armed; _ = nameof(desk.Limit);")] // the compiler's setter, and getters
    [InlineData("Vendor.*", "_ = desk + 1; desk += 1; fast += 1; _ = fast.CompareTo(fast) + (fast.Equals(fast) ? 1 : 0);")]
    [InlineData("Vendor.*", "desk.Filled += () => { }; dynamic it = desk; it.Send(1);")]
    [InlineData("Vendor.*", "_ = \"x\".Quoted();")]
    [InlineData("TradingBot.*, RiskTraceGen.*", "TracedTradingSuite suite = ((ITradingSuite)any).Traced(default); suite.CancelAll(); suite.Flow.Check(\"c\", true);")]
    [InlineData("Vendor.Sdk.OrderExtensions", "orders.Flatten();")]
    [InlineData("Vendor.Sdk.IOrders", "orders.Flatten(); orders.Own();")] // seen where they stand
    public Task Stays_silent(string types, string code) => Test(types, code).RunAsync();

    [Theory]
    [InlineData("orders.{|#0:Flatten|}();", "IOrders.Flatten")]
    [InlineData("fast.{|#0:Send|}(1);", "Fast.Send")]
    [InlineData("desk.{|#0:Limit|} = 1;", "Desk.Limit")]
    public Task Advises_a_boundary_where_no_annotation_would_help(string code, string member)
    {
        AnalyzerTest<UnannotatedBrokerCall> test = Test("Vendor.Sdk.*", code);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnannotatedBrokerCall>.Reported().WithLocation(0).WithArguments(
            member, "do it in an implementation of an interface whose method is marked [BrokerCall]"));
        return test.RunAsync();
    }

    [Fact]
    public Task Takes_the_extensions_of_a_referenced_sdk_for_a_part_of_it()
        => new AnalyzerTest<UnannotatedBrokerCall>("class Guard { void Use(Far.Client client) { client.[|Flatten|](); Far.ClientExtensions.[|Flatten|](client); _ = 1.Twice(); } }", "global using Far;")
            .References(OtherAssembly.Make("Far", """
                namespace Far
                {
                    public class Client { }
                    public static class ClientExtensions { public static void Flatten(this Client client) { } public static int Twice(this int size) => size * 2; }
                }
                """))
            .EditorConfig("risktrace_broker_types = Far.Client")
            .RunAsync();

    [Fact]
    public Task Tells_setters_of_the_compiler_in_a_referenced_sdk()
        => new AnalyzerTest<UnannotatedBrokerCall>("class Guard { void Use(Far.Client client) { client.Size = 1; client.[|Limit|] = 2; } }")
            .References(OtherAssembly.Make("Far", "namespace Far { public class Client { public int Size { get; set; } public int Limit { get => Size; set => Size = value; } } }"))
            .EditorConfig("risktrace_broker_types = Far.*")
            .RunAsync();

    [Fact]
    public Task Stays_silent_among_the_sdks_own_types() => Test("Vendor.*", "", """
        namespace Vendor.Sdk { public class Router(IOrders orders) { public void Send(string order) => orders.Submit(order); } }
        namespace Bot { class VendorRouter(Vendor.Sdk.IOrders orders) { public void Send(string order) => orders.[|Submit|](order); } }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_in_what_derives_from_the_sdk() => Test("Vendor.Sdk.*", "", "class Own() : Desk(\"key\") { void Run(Desk other) { Send(1); other.Send(2); } }").RunAsync();

    [Theory]
    [InlineData("Vendor.Sdk.*", "own.[|Open|](); Func<int> later = own.[|Open|]; own.Close();")]
    [InlineData("Vendor.Sdk.*", "new OwnOrders().[|Submit|](\"x\"); new OwnOrders().Print();")]
    [InlineData("Vendor.Sdk.*", "new LateOrders().[|Submit|](\"x\"); new Late().Submit(\"x\");")] // the derived type says what it implements
    [InlineData("Vendor.Sdk.*", "new OwnVenue().[|Armed|] = true;")]
    [InlineData("Vendor.Sdk.*", "void Run<T>(T it) where T : OwnSession => it.[|Open|]();")]
    [InlineData("Vendor.Sdk.*", "new OwnRouter().[|Route|](1);")]
    public Task Reports_what_overrides_or_implements_a_method_of_the_sdk(string types, string code) => Test(types, $"OwnSession own = new(); {code}", """
        namespace Vendor.Sdk { public interface IRouter { void Route<T>(T order); } }
        class OwnSession : Session<int> { public override int Open() => base.Open(); public void Close() => Open(); public override string ToString() => ""; }
        class OwnOrders : IOrders { public void Submit(string order) { } public int Count => 0; public void Print() { } }
        class Late { public void Submit(string order) { } public int Count => 0; }
        class LateOrders : Late, IOrders;
        class OwnVenue : Venue { private bool _armed; public override bool Armed { get => _armed; set => _armed = !value; } }
        class OwnRouter : IRouter { public void Route<T>(T order) { } }
        """).RunAsync();

    private const string Leaving = """
        interface IMine { void Send(int size); bool Armed { get; set; } void Run(); void Mine(); }
        interface IMine<T> { void Send(T size); }
        interface IOther { void Send(int size); }
        class OwnVenue : Venue { public override bool Armed { get => true; set { } } public void Run() { } }
        class Own() : Desk("key"), IMine, IMine<string> { public bool Armed { get; set; } public void Run() => Send(1); void IMine.Mine() { } }
        class Armable : OwnVenue, IMine { public void Send(int size) { } public void Mine() { } }
        class Free : IOther { public void Send(int size) { } }
        class OwnFeed : Vendor.Sdk.Feed, System.Collections.IEnumerator;
        namespace Vendor.Sdk { public class Feed { public object Current => 0; public bool MoveNext() => false; public void Reset() { } } }
        """;

    [Theory]
    [InlineData("IMine own = new Own(); own.[|Send|](1); Action<int> later = own.[|Send|];")]
    [InlineData("IMine own = new Armable(); own.[|Armed|] = true;")] // an override of the SDK's
    [InlineData("IMine<string> own = new Own(); own.[|Send|](\"x\"); void Run<T>(T it) where T : IMine<int> => it.[|Send|](1);")]
    public Task Reports_an_interface_that_a_class_implements_with_what_it_inherits(string code) => Test("Vendor.Sdk.*", code, Leaving).RunAsync();

    [Theory]
    [InlineData("IMine own = new Own(); own.Run(); own.Mine(); _ = own.Armed;")] // its own
    [InlineData("IOther own = new Free(); own.Send(1);")]
    [InlineData("System.Collections.IEnumerator own = new OwnFeed(); own.MoveNext();")] // says nothing of a broker
    public Task Stays_silent_on_an_interface_that_leaves_nothing_to_the_sdk(string code) => Test("Vendor.Sdk.*", code, Leaving).RunAsync();

    [Fact]
    public Task Stays_silent_where_the_interface_that_leaves_it_to_the_sdk_is_annotated() => Test("Vendor.Sdk.*", "IMine own = new Own(); own.Send(1);", """
        interface IMine { [BrokerCall("send")] void Send(int size); }
        class Own() : Desk("key"), IMine { void Run(IMine other) => other.Send(1); }
        """).RunAsync();

    [Fact]
    public Task Advises_to_annotate_the_interface()
        => Test("Bot.VendorBase", "IMine own = new Own(); own.{|#0:Cancel|}();", "public interface IMine { void Cancel(); } class Own : Bot.VendorBase, IMine;").Reporting("IMine.Cancel", "add [assembly: BrokerCall(typeof(IMine), \"Cancel\")]").RunAsync();

    [Fact]
    public Task Names_the_method_of_the_sdk_that_is_overridden()
        => Test("Vendor.Sdk.*", "new OwnSession().{|#0:Open|}();", "class OwnSession : Session<int> { public override int Open() => 1; }").Reporting("Session.Open", "add [assembly: BrokerCall(typeof(Session<>), \"Open\")]").RunAsync();

    [Fact]
    public Task Leaves_an_override_of_what_is_annotated_to_the_other_rule() => Test("Vendor.Sdk.*", "new OwnOrders().Submit(\"x\");", """
        [assembly: BrokerCall(typeof(Vendor.Sdk.IOrders), "Submit")]
        class OwnOrders : IOrders { public void Submit(string order) { } public int Count => 0; }
        """).RunAsync();

    [Fact]
    public Task Names_the_type_that_declares_the_member()
        => Test("*.Vendor*", "new Bot.VendorClient().{|#0:Cancel|}();").Reporting("VendorBase.Cancel", "add [assembly: BrokerCall(typeof(VendorBase), \"Cancel\")]").RunAsync();

    [Fact]
    public Task Names_the_type_that_has_the_member_before_what_that_implements()
        => Test("Vendor.Sdk.*", "new Client().{|#0:Halt|}();", "namespace Outside { class Base { public void Halt() { } } } namespace Vendor.Sdk { interface IClient { void Halt(); } class Client : Outside.Base, IClient; }")
            .Reporting("Client.Halt", "add [assembly: BrokerCall(typeof(Client), \"Halt\")]").RunAsync();

    [Fact]
    public Task Reports_where_every_file_is_told_of_the_types()
        => new AnalyzerTest<UnannotatedBrokerCall>(Sdk, "global using Vendor.Sdk;", Guard("orders.[|Submit|](\"x\");")).GlobalConfig("risktrace_broker_types = Vendor.Sdk.*").RunAsync();

    [Fact]
    public Task Stays_silent_where_nothing_is_named() => new AnalyzerTest<UnannotatedBrokerCall>(Sdk, "global using Vendor.Sdk;", Guard("orders.Submit(\"x\");")).RunAsync();

    [Fact]
    public Task Leaves_what_is_annotated_to_the_other_rule()
        => Test("Vendor.Sdk.*", "orders.Submit(\"x\");", "[assembly: BrokerCall(typeof(Vendor.Sdk.IOrders), \"Submit\")]").RunAsync();

    [Fact]
    public Task Stays_silent_behind_an_annotated_boundary() => Test("Vendor.Sdk.*", "", """
        sealed class Venue(Vendor.Sdk.IOrders orders) : ITradingSuite
        {
            public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default) { orders.Submit(contractId); return default; }
            public void CancelAll() => Action(() => orders.Submit("all"));
            public int Ping() => 0;
            private static void Action(Action action) => action();
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_in_test_projects() => Test("Vendor.Sdk.*", "orders.Submit(\"x\");").GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("Vendor.Sdk.*", "orders.[|Submit|](\"x\"); session.; Missing(").Broken().RunAsync();

    private static AnalyzerTest<UnannotatedBrokerCall> Test(string types, string code, string more = "")
        => new AnalyzerTest<UnannotatedBrokerCall>(more + Guard(code), Sdk, "global using Vendor.Sdk;").EditorConfig($"risktrace_broker_types = {types}");

    private static string Guard(string code) => $$"""

        class Guard
        {
            void Use(IOrders orders, Session<int> session, Vendor.Tools.Chart chart, Fast fast, Desk desk, Venue venue, object any)
            {
                {{code}}
            }
        }
        static class GuardExtensions { public static void Own(this IOrders orders) { } }
        namespace Bot { class VendorBase { public void Cancel() { } } class VendorClient : VendorBase { } }
        """;
}
