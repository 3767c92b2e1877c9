using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Hooks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0204.</summary>
public sealed class CorrectHookNameTests
{
    [Fact]
    public Task Writes_the_nearest_name() => Test("""
        [HookEvent("margin_call")] readonly record struct MarginCall(decimal Shortfall);
        class Alerts
        {
            [[|Hook(/* alert */ "on_braech", Order = 5)|]] public void On(BreachDetected breach) { } // first
            [[|Hook(name: "MarginCall")|]] public void On(MarginCall call) { }
            [[|HookFailure("on_breech")|], HookFailure] public void Failed(HookFailure failure) { }
        }
        """, """
        [HookEvent("margin_call")] readonly record struct MarginCall(decimal Shortfall);
        class Alerts
        {
            [Hook(/* alert */ "on_breach", Order = 5)] public void On(BreachDetected breach) { } // first
            [Hook(name: "margin_call")] public void On(MarginCall call) { }
            [HookFailure("on_breach"), HookFailure] public void Failed(HookFailure failure) { }
        }
        """);

    [Fact]
    public Task Is_not_offered_where_no_name_is_near_or_the_name_stands_elsewhere()
    {
        const string source = """
            class Alerts
            {
                private const string Name = "on_braech";
                [[|Hook("phone_rings")|]] public void On(int any) { }
                [[|Hook(Name)|]] public void On(BreachDetected breach) { }
                [[|HookFailure(" ")|]] public void Failed(HookFailure failure) { }
            }
            """;
        return Test(source, source);
    }

    private static Task Test(string before, string after) => new CodeFixTest<UnknownHook, CorrectHookName>(before, after).RunAsync();
}
