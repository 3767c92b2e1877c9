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
        test.ExpectedDiagnostics.Add(AnalyzerTest<NeverRaised>.Reported().WithLocation(0).WithMessage("Nothing in this program raises 'margin_call', so 'Alerts.On(MarginCall)' is never called"));
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
