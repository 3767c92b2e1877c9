using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class NeverRaisedTests
{
    private const string Main = """[HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall); static class Program { static void Main() { } }""";
    private const string Silent = """class Alerts { [Hook("margin_call")] public void On(MarginCall call) { } }""";
    private const string Reported = """class Alerts { [[|Hook("margin_call")|]] public void On(MarginCall call) { } }""";

    [Fact]
    public Task Reports_a_handler_that_waits_for_ever()
    {
        AnalyzerTest<NeverRaised> test = Program("""class Alerts { [{|#0:Hook("margin_call")|}] public void On(MarginCall call) { } }""");
        test.ExpectedDiagnostics.Add(AnalyzerTest<NeverRaised>.Reported().WithLocation(0).WithMessage("Nothing in this program raises 'margin_call', so 'Alerts.On(MarginCall)' is never called; raise it where it happens, or name the hook that was meant"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_hooks_of_the_package_that_only_users_raise() => Program("""class Alerts { [[|Hook("auto_flatten_start")|]] public static void On(AutoFlattenStart start) { } }""").RunAsync();

    [Fact]
    public Task Reports_a_partial_handler_once()
        => Program("""partial class Alerts { [[|Hook("margin_call")|]] public partial void On(MarginCall call); public partial void On(MarginCall call) { } }""").RunAsync();

    [Fact]
    public Task A_raise_of_another_hook_does_not_count() => Program(Reported, """class Guard { void Run(RiskFlow flow) => flow.Raise(new AutoFlattenStart("50K", null, "")); }""").RunAsync();

    [Theory]
    [InlineData("class Guard { void Run(RiskFlow flow) => flow.Raise(new MarginCall(1m)); }")]
    [InlineData("class Guard { async Task RunAsync(RiskFlow flow) => await flow.RaiseAsync(new MarginCall(1m)); }")]
    [InlineData("class Guard { Action Later(TracedTradingSuite? suite) => () => suite?.Flow.Raise(new MarginCall(1m)); }")]
    [InlineData("class Guard { void Run<T>(RiskFlow flow, T payload) => flow.Raise(payload); }")] // of any type
    [InlineData("class Guard { void Run<T>(RiskFlow flow, T payload) { flow.Raise(payload); flow.Raise(payload); } }")]
    [InlineData("class Guard { Func<MarginCall, ValueTask<HookOutcome>> Run(RiskFlow flow) => flow.RaiseAsync; }")]
    public Task Stays_silent_where_it_is_raised(string source) => Program(Silent, source).RunAsync();

    [Theory]
    [InlineData("T : IAlert")]
    [InlineData("T : IAlert, new()")]
    [InlineData("T : struct, IAlert")]
    [InlineData("T : unmanaged")]
    [InlineData("T : notnull")]
    [InlineData("T : U where U : IAlert")]
    [InlineData("T : U where U : class, IAlert")]
    [InlineData("T : IOf<U>")]
    public Task Stays_silent_where_generic_code_may_raise_it(string constraint) => Program($$"""
        interface IAlert; interface IOf<T>;
        [HookEvent("page")] public readonly record struct Page(int Code) : IAlert, IOf<int>;
        class Alerts { [Hook("page")] public void On(Page page) { } }
        class Guard<U, T> where {{constraint}} { void Run(RiskFlow flow, T payload) => flow.Raise(payload); }
        """).RunAsync();

    [Theory]
    [InlineData("T : IAlert")]
    [InlineData("T : struct")]
    [InlineData("T : unmanaged")]
    [InlineData("T : new()")]
    [InlineData("T : Alert")]
    [InlineData("T : U where U : IAlert")]
    [InlineData("T : IOf<U>")]
    public Task Reports_what_generic_code_cannot_raise(string constraint) => Program($$"""
        interface IAlert; interface IOf<T>; class Alert;
        [HookEvent("page")] public record Page(int Code);
        class Alerts { [[|Hook("page")|]] public void On(Page page) { } }
        class Guard<U, T> where {{constraint}} { void Run(RiskFlow flow, T payload) => flow.Raise(payload); }
        """).RunAsync();

    [Theory]
    [InlineData("T : class", "struct Page;")]
    [InlineData("T : unmanaged", "readonly record struct Page(string Text);")]
    [InlineData("T : new()", "abstract class Page { }")]
    [InlineData("T : new()", "class Page { private Page() { } }")]
    [InlineData("T : new()", "class Page { public Page(int code) { } }")]
    public Task Reports_what_is_not_of_the_kind_that_generic_code_raises(string constraint, string payload) => Program($$"""
        [HookEvent("page")] public {{payload}}
        class Alerts { [[|Hook("page")|]] public void On(Page page) { } }
        class Guard<T> where {{constraint}} { void Run(RiskFlow flow, T payload) => flow.Raise(payload); }
        """).RunAsync();

    [Fact]
    public Task Each_generic_raise_counts_by_itself() => Program("""
        interface IAlert; interface INote;
        [HookEvent("page")] public record Page(int Code) : IAlert;
        [HookEvent("note")] public record Note(int Code) : INote;
        class Alerts
        {
            [[|Hook("margin_call")|]] public void On(MarginCall call) { }
            [Hook("page")] public void On(Page page) { }
            [Hook("note")] public void On(Note note) { }
        }
        class Guard
        {
            void Alert<T>(RiskFlow flow, T payload) where T : IAlert => flow.Raise(payload);
            void Tell<T>(RiskFlow flow, T payload) where T : INote => flow.Raise(payload);
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_on_what_the_package_raises() => Program("""
        class Alerts
        {
            [Hook("on_breach")] public void A(BreachDetected breach) { }
            [Hook("critical_failure")] public void B(CriticalFailure failure) { }
            [Hook("flow_timeout")] public void C(FlowTimeout timeout) { }
            [HookFailure("margin_call")] public void D(HookFailure failure) { }
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_on_handlers_that_are_never_called_for_another_reason() => Program("""
        class Alerts { [Hook("margin_cal")] public void A(MarginCall call) { } [Hook("margin_call")] public void B(string call) { } }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_in_libraries_and_test_projects() => Task.WhenAll(
        new AnalyzerTest<NeverRaised>("""[HookEvent("margin_call")] readonly record struct MarginCall(decimal Shortfall);""", Silent).RunAsync(),
        Program(Silent).GlobalConfig("build_property.IsTestProject = true").RunAsync());

    [Fact]
    public Task Stays_silent_where_a_referenced_module_may_raise_it() => Program("""
        class Alerts { [Hook("desk_call")] public void On(Desk.Call call) { } [Hook("auto_flatten_start")] public void On(AutoFlattenStart start) { } }
        """).References(OtherAssembly.Make("Desk", """namespace Desk { [RiskTraceGen.HookEvent("desk_call")] public class Call { } }""")).RunAsync();

    [Fact]
    public Task Stays_silent_where_a_referenced_module_may_raise_a_payload_of_that_name() => Program(Silent)
        .References(OtherAssembly.Make("Desk", """namespace Desk { [RiskTraceGen.HookEvent("margin_call")] public class Call { } }""")).RunAsync();

    private const string Bus = """
        using RiskTraceGen;
        namespace Shared
        {
            public static class AlertBus
            {
                public static void Publish<T>(RiskFlow flow, T alert) where T : notnull => flow.Raise(alert);
                public static void Alert<T>(this RiskFlow flow, T alert) => flow.Raise(alert);
                public static Watcher<T> Watch<T>(System.Collections.Generic.IEnumerable<T> alerts) => new();
                public static void Ring(RiskFlow flow) => flow.Raise(new System.Text.StringBuilder());
            }
            public class Watcher<T> { public void Run(RiskFlow flow, T alert) => flow.Raise(alert); public class Later; }
            public interface IAlerts { void Send<T>(T alert); }
        }
        """;

    [Theory]
    [InlineData("class Guard { void Run(RiskFlow flow) => Shared.AlertBus.Publish(flow, new MarginCall(1m)); }")]
    [InlineData("class Guard { void Run(RiskFlow flow) => flow.Alert(new MarginCall(1m)); }")]
    [InlineData("class Guard { void Run(RiskFlow? flow) => flow?.Alert(new MarginCall(1m)); }")]
    [InlineData("class Guard { Action<RiskFlow, MarginCall> Publish => AlertBus.Publish; }")]
    [InlineData("class Guard { void Run(IAlerts alerts) => alerts.Send(new MarginCall(1m)); }")]
    [InlineData("class Guard { void Run<T>(IAlerts alerts, T alert) where T : struct => alerts.Send(alert); }")]
    [InlineData("class Guard : Watcher<MarginCall>;")]
    [InlineData("class Guard<T> : Watcher<T>;")]
    [InlineData("class Guard { object Watcher => new Watcher<MarginCall>(); }")]
    [InlineData("class Guard { Type Later => typeof(Watcher<MarginCall>.Later); }")]
    [InlineData("class Guard { object Watcher => AlertBus.Watch(new List<MarginCall>()); }")]
    [InlineData("class Guard { void Run(IAlerts alerts) => alerts.Send(new[] { new MarginCall(1m) }); }")]
    [InlineData("class Guard { void Run(IAlerts alerts, MarginCall? call) => alerts.Send((7, call)); }")]
    [InlineData("class Guard { void Run(IAlerts alerts) => alerts.Send(new Box<MarginCall>.Lid()); } class Box<T> { public class Lid; }")]
    [InlineData("class Guard { void Start(List<Type> services) => services.Add(typeof(Watcher<MarginCall>)); }")]
    [InlineData("class Guard { void Start(Services services) => services.Add<Watcher<MarginCall>>(); } class Services { public void Add<T>() { } }")]
    public Task Stays_silent_where_generic_code_of_a_module_is_given_it(string source)
        => Program(Silent, "using Shared; " + source).References(OtherAssembly.Make("Shared", Bus)).RunAsync();

    [Theory]
    [InlineData("class Guard { void Run(RiskFlow flow) => Shared.AlertBus.Ring(flow); }")]
    [InlineData("class Guard { void Run(RiskFlow flow) => Shared.AlertBus.Publish(flow, 7); }")]
    [InlineData("class Guard { List<MarginCall> calls = []; void Run(IAlerts alerts) => calls.Add(new MarginCall(1m)); }")]
    [InlineData("class Guard { void Run<T>(IAlerts alerts, T alert) where T : class => alerts.Send(alert); }")]
    [InlineData("class Guard { void Run() => Publish(new MarginCall(1m)); void Publish<T>(T alert) { } }")]
    [InlineData("class Guard { void Run() => Publish(new MarginCall(1m)); public virtual void Publish<T>(T alert) { } }")]
    [InlineData("class Guard { void Run() => new Outbox<MarginCall>().Send(); } class Outbox<T> { public void Send() { } }")]
    public Task Reports_what_a_module_is_not_given(string source)
        => Program(Reported, "using Shared; " + source).References(OtherAssembly.Make("Shared", Bus)).RunAsync();

    [Fact]
    public Task A_generic_assembly_that_does_not_know_the_package_raises_nothing() => Program(Reported, "class Guard { void Run() => Tools.Log.Write(new MarginCall(1m)); }")
        .References(OtherAssembly.Make("Tools", "namespace Tools { public static class Log { public static void Write<T>(T any) { } } }")).RunAsync();

    [Theory]
    [InlineData("public void Send<T>(T alert) => flow.Raise(alert);")]
    [InlineData("void Contracts.IAlerts.Send<T>(T alert) => flow.Raise(alert);")]
    public Task A_contract_that_does_not_know_the_package_is_implemented_by_a_module_that_does(string implementation)
    {
        var contracts = OtherAssembly.Make("Contracts", "namespace Contracts { public interface IAlerts { void Send<T>(T alert); } }");
        var bus = OtherAssembly.Make("Shared", $"public sealed class Alerts(RiskTraceGen.RiskFlow flow) : Contracts.IAlerts {{ {implementation} }}", contracts);
        return Program(Silent, "class Guard { void Run(Contracts.IAlerts alerts) => alerts.Send(new MarginCall(1m)); }").References(contracts).References(bus).RunAsync();
    }

    private static readonly MetadataReference _contracts = OtherAssembly.Make("Contracts", """
        namespace Contracts
        {
            public interface IAny<T>;
            public interface INotifier<T> : IAny<T> { void Notify(T alert); void Tell<TNote>(TNote note); }
            public abstract class Watcher<T> { public abstract void Run(T alert); }
            public interface IStore<T> { void Keep(T alert); void Tell(T alert); }
            public abstract class Sink { public abstract void Pass<T>(T any); }
            public class Log : Sink, System.Collections.IEnumerable
            {
                public override void Pass<T>(T any) { }
                public virtual void Send<T>(T any) { }
                public virtual void Add<T>(T any) { }
                public virtual void Write<T>(T any) { }
                public virtual void Run<T>(T any) { }
                public virtual void Store<T>(T any) { }
                public System.Collections.IEnumerator GetEnumerator() => throw null!;
            }
            public static class Tools
            {
                public static INotifier<T> Of<T>() => throw null!;
                public static void Send<T>(T any) { }
            }
        }
        """);

    private static readonly MetadataReference _notifier = OtherAssembly.Make("Shared", """
        using RiskTraceGen;
        public static class Nested
        {
            public sealed class Notifier<T>(RiskFlow flow) : System.Collections.Generic.List<T>, Contracts.INotifier<T> where T : notnull { public void Notify(T alert) => flow.Raise(alert); public void Tell<TNote>(TNote note) { } }
        }
        public sealed class Watcher<T>(RiskFlow flow) : Contracts.Watcher<T> where T : notnull { public override void Run(T alert) => flow.Raise(alert); }
        public sealed class Store : Contracts.IStore<string> { public void Keep(string alert) { } public void Tell(string alert) { } }
        public sealed class Journal : Contracts.Log { public override void Pass<T>(T any) { } public override void Send<T>(T any) { } }
        """, _contracts);

    [Theory]
    [InlineData("class Guard { void Run(Contracts.INotifier<MarginCall> notifier) => notifier.Notify(new MarginCall(1m)); }")]
    [InlineData("class Guard { void Run(Contracts.Watcher<MarginCall>? watcher) => watcher?.Run(new MarginCall(1m)); }")]
    [InlineData("class Guard { object? Run(IServiceProvider services) => services.GetService(typeof(Contracts.IAny<MarginCall>)); }")]
    [InlineData("interface IMine : Contracts.INotifier<MarginCall>;")]
    [InlineData("class Guard<T>(Contracts.INotifier<T> notifier) { void Run(T alert) => notifier.Notify(alert); }")]
    [InlineData("class Guard { void Run() => Contracts.Tools.Of<MarginCall>().Tell(7); }")]
    [InlineData("class Guard { void Run(Contracts.Log log) => log.Send(new MarginCall(1m)); }")]
    [InlineData("class Guard { void Run(Contracts.Log log) => log.Pass(new MarginCall(1m)); }")]
    public Task Stays_silent_where_a_module_implements_the_generic_contract_that_is_given_it(string source)
        => Program(Silent, source).References(_contracts).References(_notifier).RunAsync();

    [Theory]
    [InlineData("class Guard { void Run(Contracts.INotifier<string> notifier) => notifier.Notify(\"\"); }")]
    [InlineData("class Guard { void Run(Contracts.IStore<MarginCall> store) => store.Keep(new MarginCall(1m)); }")] // of the module it takes texts alone
    [InlineData("class Guard { void Run(Contracts.IStore<MarginCall> store) => store.Tell(new MarginCall(1m)); }")]
    [InlineData("class Guard { void Run(Contracts.Log log) { log.Write(new MarginCall(1m)); log.Run(new MarginCall(1m)); log.Store(new MarginCall(1m)); } }")] // nothing generic of a module is called so
    [InlineData("class Guard { object Log => new Contracts.Log { new MarginCall(1m) }; }")]
    [InlineData("class Guard { void Run() => Contracts.Tools.Send(new MarginCall(1m)); }")] // nobody overrides it
    [InlineData("class Guard { List<MarginCall> calls = []; IEnumerable<MarginCall> Calls => calls; }")] // a module's list is no more than that
    [InlineData("interface INotifier<T> { void Notify(T alert); } class Guard { void Run(INotifier<MarginCall> notifier) => notifier.Notify(new MarginCall(1m)); }")] // another one
    public Task Reports_what_no_contract_of_a_module_is_given(string source)
        => Program(Reported, source).References(_contracts).References(_notifier).RunAsync();

    private static readonly MetadataReference _batch = OtherAssembly.Make("Shared", """
        public class Batch(RiskTraceGen.RiskFlow flow) : System.Collections.IEnumerable
        {
            public Batch() : this(default) { }
            public void Add<T>(T alert) where T : notnull => flow.Raise(alert);
            public System.Collections.IEnumerator GetEnumerator() => throw null!;
        }
        """);

    [Theory]
    [InlineData("new Batch(flow) { new MarginCall(1m) }")]
    [InlineData("new Batch(flow) { 7, new MarginCall(1m) }")]
    [InlineData("new Batch(flow) { { new MarginCall(1m) } }")]
    [InlineData("Of([7, new MarginCall(1m)])")]
    [InlineData("Of([.. new MarginCall[3]])")]
    [InlineData("Of([.. new List<MarginCall>()])")]
    public Task Stays_silent_where_a_collection_of_a_module_is_given_it(string batch)
        => Program(Silent, $"class Guard {{ object Run(RiskFlow flow) => {batch}; static Batch Of(Batch batch) => batch; }}").References(_batch).RunAsync();

    [Theory]
    [InlineData("new Batch(flow) { 7 }")]
    [InlineData("new List<object> { new MarginCall(1m) }")]
    [InlineData("new object[] { new MarginCall(1m) }")]
    [InlineData("Of([7, .. new int[3]])")]
    [InlineData("new List<object>([new MarginCall(1m)])")]
    [InlineData("string.Concat([7, new MarginCall(1m)])")]
    public Task Reports_what_a_collection_of_a_module_is_not_given(string batch)
        => Program(Reported, $"class Guard {{ object Run(RiskFlow flow) => {batch}; static Batch Of(Batch batch) => batch; }}").References(_batch).RunAsync();

    [Fact]
    public Task Reports_what_a_collection_of_a_module_takes_as_an_object() => Program(Reported, "class Guard { Calls Run() => [new MarginCall(1m)]; }")
        .References(OtherAssembly.Make("Shared", "public class Calls : System.Collections.ArrayList { public RiskTraceGen.RiskFlow Flow; } public class Watcher<T>;")).RunAsync();

    [Fact]
    public Task Stays_silent_where_the_call_of_a_module_is_half_typed() => Program(Silent, "class Guard { void Run(Shared.IAlerts alerts) => alerts.Send(new MarginCall(1m), ); }")
        .References(OtherAssembly.Make("Shared", Bus)).Broken().RunAsync();

    [Theory]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(Missing call) { } }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(MarginCall call")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(MarginCall call) { } void Run(RiskFlow flow) => flow.Raise(new MarginCall(); }")]
    public Task Stays_silent_on_half_typed_code(string source) => Program(source, "class Guard { void Run(RiskFlow flow) => flow.Raise(new MarginCall(1m)); }").Broken().RunAsync();

    [Theory]
    [InlineData("class Guard<T> where T : Missing { void Run(RiskFlow flow, T payload) => flow.Raise(payload); }")]
    [InlineData("class Guard<T, U> where T : U where U : T { void Run(RiskFlow flow, T payload) => flow.Raise(payload); }")]
    public Task Stays_silent_where_what_is_raised_is_half_typed(string source) => Program(Silent, source).Broken().RunAsync();

    private static AnalyzerTest<NeverRaised> Program(params string[] sources) => new AnalyzerTest<NeverRaised>([.. sources, Main]).Executable();
}
