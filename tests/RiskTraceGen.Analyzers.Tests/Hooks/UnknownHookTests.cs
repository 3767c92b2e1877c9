using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnknownHookTests
{
    private const string MarginCall = """[HookEvent("margin_call")] readonly record struct MarginCall(string AccountId);""";

    [Theory]
    [InlineData("on_braech", "did you mean 'on_breach'?")]
    [InlineData("OnBreach", "did you mean 'on_breach'?")]
    [InlineData("breach", "did you mean 'on_breach'?")]
    [InlineData("Margin_Call", "did you mean 'margin_call'?")]
    [InlineData("on_breach ", "did you mean 'on_breach'?")]
    [InlineData("auto_flatten_begin", "did you mean 'auto_flatten_start'?")]
    [InlineData("phone_rings", "mark the payload type with [HookEvent(\"phone_rings\")]")]
    [InlineData("x", "mark the payload type with [HookEvent(\"x\")]")]
    [InlineData(" ", "give the name of a hook")]
    public Task Names_the_hook_that_was_probably_meant(string hook, string advice) => Reports($"Hook(\"{hook}\")", hook, advice);

    [Fact]
    public Task Reports_a_failure_handler() => Reports("HookFailure(\"margin_cal\")", "margin_cal", "did you mean 'margin_call'?");

    [Fact]
    public Task Reports_a_handler_without_a_name() => Reports("Hook(null!)", "", "give the name of a hook");

    [Fact]
    public Task Reports_each_attribute_by_itself() => Test(
        """class Alerts { [HookFailure("on_breach"), [|HookFailure("on_braech")|], [|HookFailure("")|], HookFailure] public void Failed(HookFailure failure) { } }""").RunAsync();

    [Fact]
    public Task Reports_a_partial_method_once() => Test(
        """partial class Alerts { [[|Hook("on_braech")|]] public partial void Notify(BreachDetected breach); public partial void Notify(BreachDetected breach) { } }""").RunAsync();

    [Fact]
    public Task Reports_on_a_local_function() => Test(
        """class Alerts { public void Start() { Notify(); [[|Hook("on_braech")|]] void Notify() { } } }""").RunAsync();

    [Theory]
    [InlineData("on_breach")]
    [InlineData("auto_flatten_start")]
    [InlineData("auto_flatten_complete")]
    [InlineData("critical_failure")]
    [InlineData("flow_timeout")]
    public Task Stays_silent_on_the_hooks_of_the_package(string hook) => Silent($$"""class Alerts { [Hook("{{hook}}"), HookFailure("{{hook}}")] public void Notify(int any) { } }""");

    [Fact]
    public Task Stays_silent_on_a_hook_declared_in_a_nested_type_of_another_file() => Silent(
        """class Alerts { [Hook("drill")] public void Notify(Outer.Drill drill) { } }""",
        """class Outer { [HookEvent("drill")] public class Drill { } }""");

    [Fact]
    public Task Stays_silent_on_a_constant_name() => Silent(
        MarginCall,
        """class Alerts { const string Name = "margin_" + "call"; [Hook(name: Name)] public void Notify(MarginCall call) { } }""");

    [Fact]
    public Task Stays_silent_on_a_hook_of_a_referenced_assembly() => Test("""class Alerts { [Hook("drill"), HookFailure("secret")] public void Notify(Drills.Drill drill) { } }""")
        .References(OtherAssembly.Make("Drills", """
            namespace Drills { [RiskTraceGen.HookEvent("drill")] public class Drill { } [RiskTraceGen.HookEvent("secret")] class Secret { } }
            """)).RunAsync();

    [Fact]
    public Task Stays_silent_on_a_failure_handler_of_all_hooks() => Silent("""
        class Alerts { [HookFailure] public void A(HookFailure failure) { } [HookFailure(null)] public void B(HookFailure failure) { } }
        """);

    [Fact]
    public Task Stays_silent_on_an_attribute_of_another_library() => Silent("""
        namespace Git { class HookAttribute(string name) : Attribute { public string Name => name; } class Commits { [Hook("pre_commit")] void Check() { } } }
        """);

    [Fact]
    public Task Stays_silent_on_other_attributes_with_names() => Silent("""[RiskRule("on_braech")] [RiskEvent("on_braech")] class Rule { }""");

    [Theory]
    [InlineData("class Alerts { [Hook] public void Notify(BreachDetected breach) { } }")]
    [InlineData("class Alerts { [Hook(Missing.Name)] public void Notify(BreachDetected breach) { } }")]
    [InlineData("class Alerts { [Hook(1)] public void Notify(BreachDetected breach) { } }")]
    [InlineData("class Alerts { [HookFailure(Missing.Name)] public void Failed(HookFailure failure) { } }")]
    [InlineData("class Alerts { [Hook(")]
    [InlineData("[HookEvent(Missing.Name)] class Drill { } class Alerts { [Hook(\"drill\")] public void Notify(Drill drill) { } }")]
    public Task Stays_silent_on_half_typed_code(string source) => Test(source).Broken().RunAsync();

    private static Task Reports(string attribute, string hook, string advice)
    {
        AnalyzerTest<UnknownHook> test = Test(MarginCall, $$"""class Alerts { [{|#0:{{attribute}}|}] public void Notify() { } }""");
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnknownHook>.Reported().WithLocation(0)
            .WithMessage($"No payload declares the hook '{hook}', so 'Alerts.Notify()' is never called for it; {advice}"));
        return test.RunAsync();
    }

    private static Task Silent(params string[] sources) => Test(sources).RunAsync();

    private static AnalyzerTest<UnknownHook> Test(params string[] sources) => new(sources);
}
