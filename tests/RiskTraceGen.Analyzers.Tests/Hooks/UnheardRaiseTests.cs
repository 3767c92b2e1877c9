using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnheardRaiseTests
{
    private const string MarginCall = """[HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);""";
    private const string Silent = "class Guard { async Task RunAsync(RiskFlow flow) { flow.Raise(new MarginCall(1m)); await flow.RaiseAsync(new MarginCall(1m)); } static void Main() { } }";
    private const string Reported = "class Guard { async Task RunAsync(RiskFlow flow) { flow.[|Raise|](new MarginCall(1m)); await flow.[|RaiseAsync|](new MarginCall(1m)); } static void Main() { } }";

    [Fact]
    public Task Reports_a_raise_in_a_program() => Program(Reported).RunAsync();

    [Fact]
    public Task Reports_through_wrappers_lambdas_and_top_level_statements() => Program("""
        RiskTracer tracer = new(new RiskTracerOptions());
        using RiskFlow flow = tracer.StartFlow("STARTUP");
        flow.[|Raise|](new MarginCall(1m));
        Action<TracedTradingSuite?> later = suite => suite?.Flow.[|Raise|](new AutoFlattenStart("50K", null, "end of day"));
        later(null);
        """).RunAsync();

    [Fact]
    public Task Names_the_hook()
    {
        AnalyzerTest<UnheardRaise> test = Program("class Guard { void Run(RiskFlow flow) => flow.{|#0:Raise|}(new MarginCall(1m)); static void Main() { } }");
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnheardRaise>.Reported().WithLocation(0).WithMessage("Nothing in this program handles 'margin_call'; add a [Hook(\"margin_call\")] method"));
        return test.RunAsync();
    }

    [Fact]
    public Task Does_not_count_a_handler_that_is_never_called()
        => Program(Reported, """class Alerts { [Hook("margin_call")] private void On(MarginCall call) { } [Hook("on_breach")] public void Other(BreachDetected breach) { } }""").RunAsync();

    [Fact]
    public Task Stays_silent_where_a_handler_exists() => Program(Silent, """class Alerts { [Hook("margin_call")] public void On(MarginCall call) { } }""").RunAsync();

    [Fact]
    public Task Stays_silent_where_one_is_attached()
        => Program(Silent, """class Alerts { void Start(HookSet hooks) => hooks.Attach<MarginCall>("margin_call", static (call, flow, token) => default); }""").RunAsync();

    [Fact]
    public Task Does_not_count_what_attaches_to_something_else()
        => Program(Reported, """class Other { public void Attach<T>(string name) { } } class Alerts { void Start(Other other) => other.Attach<MarginCall>("margin_call"); }""").RunAsync();

    [Fact]
    public Task Stays_silent_where_generic_code_attaches()
        => Program(Silent, """class Alerts { void Start<T>(HookSet hooks, string name) => hooks.Attach<T>(name, static (call, flow, token) => default); }""").RunAsync();

    [Fact]
    public Task Does_not_count_generic_code_that_cannot_attach_to_it()
        => Program(Reported, """class Alerts { void Start<T>(HookSet hooks, string name) where T : class => hooks.Attach<T>(name, static (call, flow, token) => default); }""").RunAsync();

    [Fact]
    public Task Stays_silent_where_generic_code_attaches_twice() => Program(Silent, """
        class Alerts
        {
            void Start<T>(HookSet hooks, string name)
            {
                hooks.Attach<T>(name, static (call, flow, token) => default);
                hooks.Attach<T>(name, static (call, flow, token) => default);
            }
        }
        """).RunAsync();

    private const string Bus = """
        using System;
        using RiskTraceGen;
        namespace Shared
        {
            public static class AlertBus { public static IDisposable Listen<T>(HookSet hooks, string name, Action<T> on) => hooks.Attach<T>(name, (payload, flow, token) => { on(payload); return default; }); }
            public class Listener<T>;
        }
        """;

    [Theory]
    [InlineData("class Alerts { void Start(HookSet hooks) => Shared.AlertBus.Listen<MarginCall>(hooks, \"margin_call\", call => Console.WriteLine(call)); }")]
    [InlineData("class Alerts : Shared.Listener<MarginCall>;")]
    public Task Stays_silent_where_generic_code_of_a_module_may_attach(string source) => Program(Silent, source).References(OtherAssembly.Make("Shared", Bus)).RunAsync();

    [Fact]
    public Task Does_not_count_what_generic_code_of_a_module_attaches_to_something_else()
        => Program(Reported, "class Alerts : Shared.Listener<AutoFlattenStart>;").References(OtherAssembly.Make("Shared", Bus)).RunAsync();

    [Fact]
    public Task Stays_silent_in_libraries() => new AnalyzerTest<UnheardRaise>(MarginCall, "class Guard { void Run(RiskFlow flow) => flow.Raise(new MarginCall(1m)); }").RunAsync();

    [Fact]
    public Task Stays_silent_in_test_projects() => Program(Silent).GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Fact]
    public Task Stays_silent_where_a_referenced_assembly_handles_it() => new AnalyzerTest<UnheardRaise>(
        "class Guard { void Run(RiskFlow flow) => flow.Raise(new Desk.Call()); static void Main() { } }").Executable().References(OtherAssembly.Make("Desk", """
            using RiskTraceGen;
            namespace Desk { [HookEvent("desk_call")] public class Call { } public class Alerts { [Hook("desk_call")] public void On(Call call) { } } }
            """)).RunAsync();

    [Fact]
    public Task Stays_silent_on_what_is_no_hook() => Program("""
        class Guard { void Run<T>(RiskFlow flow, T any, Other other) { flow.Raise(any); flow.Raise(5); other.Raise(new MarginCall(1m)); flow.Emit("margin_call", new MarginCall(1m)); Expression<Action> tree = () => flow.RaiseAsync(new MarginCall(1m)); Console.WriteLine(tree); } static void Main() { } }
        class Other { public void Raise(MarginCall call) { } }
        """).RunAsync();

    [Theory]
    [InlineData("class Guard { void Run(RiskFlow flow) => flow.Raise(new Missing()); static void Main() { } }")]
    [InlineData("class Guard { void Run(RiskFlow flow) => flow.Raise(; static void Main() { } }")]
    [InlineData("class Guard { void Run(Missing flow) => flow.Raise(new MarginCall(1m)); static void Main() { } void Attach() => hooks.Attach<Missing>(")]
    public Task Survives_half_typed_code(string source) => Program(source).Broken().RunAsync();

    private static AnalyzerTest<UnheardRaise> Program(params string[] sources) => new AnalyzerTest<UnheardRaise>([.. sources, MarginCall]).Executable();
}
