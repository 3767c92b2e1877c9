using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnwiredHandlerTests
{
    private const string MarginCall = """[HookEvent("margin_call")] readonly record struct MarginCall(string AccountId);""";
    private const string Payload = "the payload of 'margin_call' ('MarginCall')";
    private const string Unreachable = "generated code cannot reach the class: it is private, protected or local to a file";

    [Theory]
    [InlineData("public void {|#0:On|}() { }", "()", $"it has no parameter for {Payload}")]
    [InlineData("public Task {|#0:On|}(RiskFlow flow) => Task.CompletedTask;", "(RiskFlow)", $"it has no parameter for {Payload}")]
    [InlineData("public ValueTask {|#0:On|}(RiskFlow flow) => default;", "(RiskFlow)", $"it has no parameter for {Payload}")]
    [InlineData("public void {|#0:On|}(RiskFlow flow) { }", "(RiskFlow)", $"it has no parameter for {Payload}")]
    [InlineData("public void {|#0:On|}(MarginCall a, MarginCall b) { }", "(MarginCall, MarginCall)", $"it takes more than one parameter for {Payload}")]
    [InlineData("public void {|#0:On|}(MarginCall a, string text) { }", "(MarginCall, string)",
        $"it takes 'text' of type 'string', which is neither {Payload}, nor a traced wrapper, RiskFlow or CancellationToken")]
    [InlineData("public void {|#0:On|}(MarginCall a, ITradingSuite suite) { }", "(MarginCall, ITradingSuite)",
        $"it takes 'suite' of type 'ITradingSuite', which is neither {Payload}, nor a traced wrapper, RiskFlow or CancellationToken")]
    [InlineData("public void {|#0:On|}(BreachDetected breach) { }", "(BreachDetected)",
        $"it takes 'breach' of type 'BreachDetected', which is neither {Payload}, nor a traced wrapper, RiskFlow or CancellationToken")]
    [InlineData("public void {|#0:On|}(MarginCall? call) { }", "(MarginCall?)",
        $"it takes 'call' of type 'MarginCall?', which is neither {Payload}, nor a traced wrapper, RiskFlow or CancellationToken")]
    [InlineData("public void {|#0:On|}(ref MarginCall call) { }", "(ref MarginCall)", "it takes 'call' by reference")]
    [InlineData("public void {|#0:On|}(MarginCall call, ref RiskFlow flow) { }", "(MarginCall, ref RiskFlow)", "it takes 'flow' by reference")]
    [InlineData("public int {|#0:On|}(MarginCall call) => 1;", "(MarginCall)", "it returns 'int', not void, Task or ValueTask")]
    [InlineData("public Task<int> {|#0:On|}(MarginCall call) => Task.FromResult(1);", "(MarginCall)", "it returns 'Task<int>', not void, Task or ValueTask")]
    [InlineData("public void {|#0:On|}<T>(MarginCall call) { }", "<T>(MarginCall)", "it is generic")]
    [InlineData("private void {|#0:On|}(MarginCall call) { }", "(MarginCall)", "it is neither public nor internal")]
    [InlineData("[System.Obsolete(\"gone\", true)] public void {|#0:On|}(MarginCall call) { }", "(MarginCall)", "it is obsolete as an error")]
    public Task Says_why_the_method_does_not_fit(string method, string signature, string reason)
        => Reports($$"""class Alerts { [Hook("margin_call")] {{method}} }""", $"'Alerts.On{signature}' is never called for the hook 'margin_call': {reason}");

    [Theory]
    [InlineData("abstract class Alerts { [Hook(\"margin_call\")] public void {|#0:On|}(MarginCall call) { } } class Derived : Alerts { }", "Alerts.On(MarginCall)", "the class is abstract")]
    [InlineData("class Alerts<T> { [Hook(\"margin_call\")] public void {|#0:On|}(MarginCall call) { } }", "Alerts<T>.On(MarginCall)", "the class is generic")]
    [InlineData("class Alerts<T> { [Hook(\"margin_call\")] public static void {|#0:On|}(MarginCall call) { } }", "Alerts<T>.On(MarginCall)", "the class is generic")]
    [InlineData("class Outer { private class Alerts { [Hook(\"margin_call\")] public void {|#0:On|}(MarginCall call) { } } }", "Outer.Alerts.On(MarginCall)", Unreachable)]
    [InlineData("file class Alerts { [Hook(\"margin_call\")] public static void {|#0:On|}(MarginCall call) { } }", "Alerts.On(MarginCall)", Unreachable)]
    [InlineData("class Alerts { private Alerts() { } [Hook(\"margin_call\")] public void {|#0:On|}(MarginCall call) { } }", "Alerts.On(MarginCall)",
        "the class has no constructor that generated code can call")]
    [InlineData("class Alerts(TracedTradingSuite suite) { [Hook(\"margin_call\")] public void {|#0:On|}(MarginCall call) => suite.Ping(); }", "Alerts.On(MarginCall)",
        "the class has no constructor that generated code can call")]
    [InlineData("[System.Obsolete(\"gone\", true)] class Alerts { [Hook(\"margin_call\")] public static void {|#0:On|}(MarginCall call) { } }", "Alerts.On(MarginCall)", "the class is obsolete as an error, so that generated code cannot use it")]
    [InlineData("abstract class Alerts { [Hook(\"margin_call\")] public void {|#0:On|}() { } }", "Alerts.On()", $"it has no parameter for {Payload}")] // the method first
    [InlineData("struct Alerts { [Hook(\"margin_call\")] public static void {|#0:On|}(MarginCall call) { } }", "Alerts.On(MarginCall)", "'Alerts' is no class")]
    [InlineData("interface IAlerts { [Hook(\"margin_call\")] void {|#0:On|}(MarginCall call); }", "IAlerts.On(MarginCall)", "'IAlerts' is no class")]
    public Task Says_why_the_class_does_not_fit(string source, string method, string reason)
        => Reports(source, $"'{method}' is never called for the hook 'margin_call': {reason}");

    [Fact]
    public Task Says_that_a_payload_is_obsolete() => Reports("""
        [HookEvent("halt"), Obsolete("gone", true)] class Halt { }
        class Alerts { [Hook("halt"), Obsolete("old")] public void {|#0:On|}(Halt halt) { } }
        """, "'Alerts.On(Halt)' is never called for the hook 'halt': 'Halt' is obsolete as an error");

    [Theory]
    [InlineData("public void {|#0:Failed|}(string text) { }", "Failed(string)",
        "it takes 'text' of type 'string', which is neither the HookFailure, nor a traced wrapper, RiskFlow or CancellationToken")]
    [InlineData("public void {|#0:Failed|}(MarginCall call) { }", "Failed(MarginCall)",
        "it takes 'call' of type 'MarginCall', which is neither the HookFailure, nor a traced wrapper, RiskFlow or CancellationToken")]
    [InlineData("public void {|#0:Failed|}() { }", "Failed()", "it has no parameter for the HookFailure")]
    [InlineData("public bool {|#0:Failed|}(HookFailure failure) => true;", "Failed(HookFailure)", "it returns 'bool', not void, Task or ValueTask")]
    public async Task Says_why_a_failure_handler_does_not_fit(string method, string signature, string reason)
    {
        foreach (string attributes in new[] { "HookFailure", "HookFailure(\"margin_call\")", "HookFailure(\"on_braech\"), HookFailure(\"on_breach\")" })
            await Reports($$"""class Alerts { [{{attributes}}] {{method}} }""", $"'Alerts.{signature}' is never called when a handler fails: {reason}");
    }

    [Theory]
    [InlineData("class A { public void Start() { On(default); [Hook(\"margin_call\")] void [|On|](MarginCall call) { } } }")]
    [InlineData("class A { public Action<MarginCall> On = [|[Hook(\"margin_call\")] (call) => { }|]; }")]
    [InlineData("class A { public int Left { [Hook(\"margin_call\")] [|get|] => 1; } }")]
    [InlineData("interface I { void On(MarginCall call); } class A : I { [Hook(\"margin_call\")] void I.[|On|](MarginCall call) { } }")]
    [InlineData("partial class A { [Hook(\"margin_call\")] public partial int [|On|](MarginCall call); public partial int On(MarginCall call) => 1; }")]
    [InlineData("class A { class Drill { } [Hook(\"drill\")] public void [|On|](int drill) { } } [HookEvent(\"drill\")] class Drill { }")]
    [InlineData("class A { [HookEvent(\"secret\")] class Secret { } [Hook(\"secret\")] void [|On|](Secret secret) { } }")]
    public Task Reports_unusual_places(string source) => Test(MarginCall, source).RunAsync();

    [Theory]
    [InlineData("public void On(MarginCall call) { }")]
    [InlineData("internal Task On(in MarginCall call, RiskFlow flow, CancellationToken token) => Task.CompletedTask;")]
    [InlineData("public static ValueTask On(TracedTradingSuite suite, MarginCall call) => default;")]
    [InlineData("public async Task On(MarginCall call) => await Task.Yield();")]
    [InlineData("protected internal void On(MarginCall call) { }")]
    public Task Stays_silent_on_a_handler_that_fits(string method) => Test(MarginCall, $$"""class Alerts { [Hook("margin_call")] {{method}} }""").RunAsync();

    [Theory]
    [InlineData("static class Alerts { [Hook(\"margin_call\")] public static void On(MarginCall call) { } }")]
    [InlineData("abstract class Alerts { [Hook(\"margin_call\")] public static void On(MarginCall call) { } }")]
    [InlineData("sealed record Alerts(ITradingSuite Suite) { [Hook(\"margin_call\")] public void On(MarginCall call) { } }")]
    [InlineData("class Outer { internal class Alerts { [Hook(\"margin_call\")] public void On(MarginCall call) { } } }")]
    [InlineData("class Alerts { private Alerts(int size) { } public Alerts() { } [Hook(\"margin_call\")] public void On(MarginCall call) { } }")]
    public Task Stays_silent_on_a_class_that_fits(string source) => Test(MarginCall, source).RunAsync();

    [Theory]
    [InlineData("class Alerts { [HookFailure] public void Failed(HookFailure failure, RiskFlow flow) { } }")]
    [InlineData("class Alerts { [Hook(\"on_braech\")] public int On(string text) => 1; }")] // RTG0204
    [InlineData("class Alerts { [HookFailure(\"on_braech\")] public int Failed(string text) => 1; }")] // RTG0204
    [InlineData("class Alerts { [HookFailure(\"\")] public int Failed(string text) => 1; }")] // RTG0204
    [InlineData("class Alerts { public int On(MarginCall call, string text) => 1; }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public async void On(MarginCall call) => await Task.Yield(); }")] // RTG0202
    [InlineData("abstract class Alerts { [Hook(\"margin_call\")] public static async void On(MarginCall call) => await Task.Yield(); }")] // RTG0202
    [InlineData("// <auto-generated/>\nclass Alerts { [Hook(\"margin_call\")] public int On(MarginCall call) => 1; }")]
    public Task Stays_silent_on_what_is_none_of_its_business(string source) => Test(MarginCall, source).RunAsync();

    [Theory]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(MarginCall call, Missing missing) { } }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(List<Missing> missing) { } }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public Missing On(MarginCall call) => default; }")]
    [InlineData("class Alerts { private Alerts() { } public Alerts(Missing missing) { } [Hook(\"margin_call\")] public void On(MarginCall call) { } }")]
    [InlineData("class Alerts(Missing missing) { [Hook(\"margin_call\")] public void On(MarginCall call) { } }")]
    [InlineData("class Alerts { [HookFailure(\"margin_call\")] public void Failed(Missing missing) { } }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void On(MarginCall call, TracedMissing missing) { } }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public int [|On|](MarginCall call, TracedMissing missing) => 1; }")]
    [InlineData("class Alerts { [Hook(\"margin_call\")] public void (")]
    [InlineData("class Alerts { [Hook(\"margin_call\")]")]
    public Task Leaves_unresolved_types_to_the_compiler(string source) => Test(MarginCall, source).Broken().RunAsync();

    private static Task Reports(string source, string message)
    {
        AnalyzerTest<UnwiredHandler> test = Test(MarginCall, source);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnwiredHandler>.Reported().WithLocation(0).WithMessage(message));
        return test.RunAsync();
    }

    private static AnalyzerTest<UnwiredHandler> Test(params string[] sources) => new(sources);
}
