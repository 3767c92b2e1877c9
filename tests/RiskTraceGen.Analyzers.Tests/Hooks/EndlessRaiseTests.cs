using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class EndlessRaiseTests
{
    private const string MarginCall = """[HookEvent("margin_call")] readonly record struct MarginCall(decimal Shortfall); [HookEvent("drill")] readonly record struct Drill(int Number);""";

    [Fact]
    public Task Reports_a_handler_that_raises_its_own_event() => Reports(
        """class Alerts { [Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) => {|#0:flow.Raise(call)|}; }""",
        "Alerts.On(MarginCall, RiskFlow)", "On → Raise");

    [Fact]
    public Task Reports_a_path_through_other_classes_and_local_functions() => Reports("""
        class Alerts(Desk desk)
        {
            [Hook("margin_call")]
            public async ValueTask OnAsync(MarginCall call, RiskFlow flow)
            {
                await {|#0:FlattenAsync()|};
                async ValueTask FlattenAsync() => await desk.FlattenAsync(flow, call);
            }
        }
        class Desk { public ValueTask<HookOutcome> FlattenAsync(RiskFlow flow, MarginCall call) => Static.Tell(flow, call); }
        static class Static { public static ValueTask<HookOutcome> Tell(this RiskFlow flow, MarginCall call) => flow.RaiseAsync(call with { Shortfall = 0m }); }
        """, "Alerts.OnAsync(MarginCall, RiskFlow)", "OnAsync → FlattenAsync → FlattenAsync → Tell → RaiseAsync");

    [Fact]
    public Task Reports_a_path_through_a_property_and_an_extension() => Reports("""
        class Alerts(RiskFlow flow)
        {
            [Hook("margin_call")] public void On(MarginCall call) => Console.WriteLine({|#0:Left|});
            private int Left { get { flow.Again(); return 1; } }
        }
        static class Extensions { public static void Again(this RiskFlow flow) => flow.Raise(new MarginCall(1m)); }
        """, "Alerts.On(MarginCall)", "On → get_Left → Again → Raise");

    [Fact]
    public Task Reports_a_path_through_a_constructor() => Reports("""
        class Alerts { [Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) => Console.WriteLine({|#0:new Desk(flow)|}); }
        class Desk { public Desk(RiskFlow flow) => flow.Raise(new MarginCall(1m)); }
        """, "Alerts.On(MarginCall, RiskFlow)", "On → Desk → Raise");

    [Fact]
    public Task Reports_what_generic_functions_raise() => Reports("""
        class Alerts
        {
            [Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) => {|#0:flow.Tell(call)|};
            [Hook("drill")] public void OnDrill(Drill drill, RiskFlow flow) => flow.Pass(new List<Drill> { drill });
        }
        static class Extensions
        {
            public static void Tell<T>(this RiskFlow flow, T payload) => Pass<string, T>(flow, payload);
            public static void Pass<TOther, T>(this RiskFlow flow, T payload) => flow.Raise(payload);
            public static void Pass<T>(this RiskFlow flow, List<T> payloads) => flow.Emit("all", payloads.Count);
        }
        """, "Alerts.On(MarginCall, RiskFlow)", "On → Tell → Pass → Raise");

    [Fact]
    public async Task Reports_two_handlers_that_raise_each_others_events()
    {
        AnalyzerTest<EndlessRaise> test = Test("""
            class Alerts
            {
                [Hook("margin_call")] public void OnCall(MarginCall call, RiskFlow flow) => {|#0:flow.Raise(new Drill(1))|};
                [Hook("drill")] public void OnDrill(Drill drill, RiskFlow flow) => {|#1:flow.Raise(new MarginCall(1m))|};
            }
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<EndlessRaise>.Reported().WithLocation(0).WithMessage(
            "'Alerts.OnCall(MarginCall, RiskFlow)' handles 'margin_call' and can raise it again: OnCall → OnDrill → Raise"));
        test.ExpectedDiagnostics.Add(AnalyzerTest<EndlessRaise>.Reported().WithLocation(1).WithMessage(
            "'Alerts.OnDrill(Drill, RiskFlow)' handles 'drill' and can raise it again: OnDrill → OnCall → Raise"));
        await test.RunAsync();
    }

    [Fact]
    public Task Reports_a_partial_handler_once() => Reports("""
        partial class Alerts
        {
            [Hook("margin_call")] public partial void On(MarginCall call, RiskFlow flow);
            public partial void On(MarginCall call, RiskFlow flow) => {|#0:flow.Raise(call)|};
        }
        """, "Alerts.On(MarginCall, RiskFlow)", "On → Raise");

    [Fact]
    public Task Follows_a_path_of_ten_functions() => Reports(
        $"class Alerts {{ [Hook(\"margin_call\")] public void On(MarginCall call, RiskFlow flow) => {{|#0:F2(flow)|}}; {Chain(10)} }}",
        "Alerts.On(MarginCall, RiskFlow)", "On → F2 → F3 → F4 → F5 → F6 → F7 → F8 → F9 → F10 → Raise");

    [Fact]
    public Task Reads_no_longer_path() => Test($"class Alerts {{ [Hook(\"margin_call\")] public void On(MarginCall call, RiskFlow flow) => F2(flow); {Chain(11)} }}").RunAsync();

    [Fact]
    public Task Looks_into_a_thousand_functions() => Reports($"class Alerts {{ {Crowd("{|#0:F2(flow)|}", 1000)} }}", "Alerts.On(MarginCall, RiskFlow)", "On → F2 → F1000 → Raise");

    [Fact]
    public Task Looks_into_no_more() => Test($"class Alerts {{ {Crowd("F2(flow)", 1001)} }}").RunAsync();

    [Theory]
    [InlineData("""[Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) => flow.Raise(new Drill(1));""")]
    [InlineData("""[Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) => flow.Emit("margin_call", call);""")]
    [InlineData("""[Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) { } public void Other(RiskFlow flow) => flow.Raise(new MarginCall(1m));""")]
    [InlineData("""[HookFailure("margin_call")] public void Failed(HookFailure failure, RiskFlow flow) => flow.Raise(new CriticalFailure("margin_call", ""));""")]
    [InlineData("""[Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) { Action later = () => flow.Raise(call); Keep(later); } void Keep(Action later) { }""")] // run by somebody else
    [InlineData("""[Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) { void Unused() => flow.Raise(call); }""")]
    [InlineData("""[Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) => Round(3); void Round(int left) { if (left > 0) Round(left - 1); }""")] // ends
    [InlineData("""[Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) => Tell(flow, new Drill(1)); void Tell<T>(RiskFlow flow, T payload) { if (payload is Drill) flow.Raise(payload); }""")] // another event
    public Task Stays_silent(string members) => Test($$"""class Alerts { {{members}} }""").RunAsync();

    [Theory]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(MarginCall call, RiskFlow flow) => flow.Raise(call.); }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(MarginCall call, Missing flow) => flow.Raise(call); }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(MarginCall call) => On(call); void }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(MarginCall call) { int Local(")]
    public Task Survives_half_typed_code(string source) => Test(source).Broken().RunAsync();

    /// <summary>Functions that call each other in turn, of which the last raises the event.</summary>
    private static string Chain(int last)
        => string.Concat(Enumerable.Range(2, last - 1).Select(number => $"void F{number}(RiskFlow flow) => {(number == last ? "flow.Raise(new MarginCall(1m))" : $"F{number + 1}(flow)")}; "));

    /// <summary>A handler that calls one function, which calls all others, of which the last raises the event.</summary>
    private static string Crowd(string call, int last) => $$"""
        [Hook("margin_call")] public void On(MarginCall call, RiskFlow flow) => {{call}};
        void F2(RiskFlow flow) { {{string.Concat(Enumerable.Range(3, last - 2).Select(static number => $"F{number}(flow); "))}} }
        {{string.Concat(Enumerable.Range(3, last - 2).Select(number => $"void F{number}(RiskFlow flow) {{ {(number == last ? "flow.Raise(new MarginCall(1m));" : "")} }} "))}}
        """;

    private static Task Reports(string source, string handler, string path)
    {
        AnalyzerTest<EndlessRaise> test = Test(source);
        test.ExpectedDiagnostics.Add(AnalyzerTest<EndlessRaise>.Reported().WithLocation(0).WithMessage($"'{handler}' handles 'margin_call' and can raise it again: {path}"));
        return test.RunAsync();
    }

    private static AnalyzerTest<EndlessRaise> Test(string source) => new(MarginCall, source);
}
