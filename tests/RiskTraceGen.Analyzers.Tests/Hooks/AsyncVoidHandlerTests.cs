using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class AsyncVoidHandlerTests
{
    [Fact]
    public Task Reports_a_handler_and_a_failure_handler() => Test("""
        class Alerts
        {
            [Hook("on_breach")] public async void [|On|](BreachDetected breach) => await Task.Yield();
            [HookFailure] internal static async void [|Failed|](HookFailure failure) { await Task.Yield(); }
            [HookFailure("on_breach")] public async void [|FailedToo|](HookFailure failure) { await Task.Yield(); }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_a_partial_method_once() => Test("""
        partial class Alerts
        {
            [Hook("on_breach")] public partial void [|On|](BreachDetected breach);
            public async partial void On(BreachDetected breach) => await Task.Yield();
        }
        """).RunAsync();

    [Fact]
    public Task Reports_overrides_and_implementations() => Test("""
        abstract class Base { public virtual void On(BreachDetected breach) { } }
        interface IAlerts { void Failed(HookFailure failure); }
        class Alerts : Base, IAlerts
        {
            [Hook("on_breach")] public override async void [|On|](BreachDetected breach) => await Task.Yield();
            [HookFailure] public async void [|Failed|](HookFailure failure) => await Task.Yield();
        }
        """).RunAsync();

    [Fact]
    public Task Says_that_it_is_never_called()
    {
        AnalyzerTest<AsyncVoidHandler> test = Test("""class Alerts { [Hook("on_breach")] public async void {|#0:On|}(BreachDetected breach) => await Task.Yield(); }""");
        test.ExpectedDiagnostics.Add(AnalyzerTest<AsyncVoidHandler>.Reported().WithLocation(0).WithMessage(
            "'Alerts.On(BreachDetected)' is async void, so nobody could see it end or fail, and it is never called; return ValueTask"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("""[Hook("on_breach")] public async ValueTask On(BreachDetected breach) => await Task.Yield();""")]
    [InlineData("""[Hook("on_breach")] public async Task On(BreachDetected breach) => await Task.Yield();""")]
    [InlineData("""[Hook("on_breach")] public void On(BreachDetected breach) { }""")]
    [InlineData("""public async void On(BreachDetected breach) => await Task.Yield();""")]
    [InlineData("""[Hook("on_breach")] public void On(BreachDetected breach) { Later(); async void Later() => await Task.Yield(); }""")]
    [InlineData("""[Hook("on_breach")] public void On(BreachDetected breach) { Action later = async () => await Task.Yield(); later(); }""")]
    [InlineData("""[Obsolete] public async void On(BreachDetected breach) => await Task.Yield();""")]
    public Task Stays_silent(string method) => Test($$"""class Alerts { {{method}} }""").RunAsync();

    [Theory]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public async void [|On|](")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public async Missing On(BreachDetected breach) => await Task.Yield(); }")]
    [InlineData("class Alerts { [Hook(] public async void }")]
    public Task Survives_half_typed_code(string source) => Test(source).Broken().RunAsync();

    private static AnalyzerTest<AsyncVoidHandler> Test(string source) => new(source);
}
