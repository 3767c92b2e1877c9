using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Hooks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0202.</summary>
public sealed class ReturnValueTaskTests
{
    [Fact]
    public Task Changes_the_return_type_alone() => Test("""
        class Alerts
        {
            [Hook("on_breach")] // first
            public async /* nobody waits */ void [|OnAsync|](BreachDetected breach)
            {
                if (breach.Rule == nameof(OnAsync))
                    return;
                await Task.Yield();
            }

            [HookFailure]
            internal static async void [|Failed|](HookFailure failure) => await Task.Yield();

            /// <summary>Calls <see cref="OnAsync"/> again.</summary>
            public void Again(BreachDetected breach)
            {
                OnAsync(breach);
                this.OnAsync(breach);
            }
        }
        """, """
        class Alerts
        {
            [Hook("on_breach")] // first
            public async /* nobody waits */ ValueTask OnAsync(BreachDetected breach)
            {
                if (breach.Rule == nameof(OnAsync))
                    return;
                await Task.Yield();
            }

            [HookFailure]
            internal static async ValueTask Failed(HookFailure failure) => await Task.Yield();

            /// <summary>Calls <see cref="OnAsync"/> again.</summary>
            public void Again(BreachDetected breach)
            {
                OnAsync(breach);
                this.OnAsync(breach);
            }
        }
        """);

    [Fact]
    public Task Adds_the_using_where_it_is_needed()
    {
        CodeFixTest<AsyncVoidHandler, ReturnValueTask> test = new(
            "using RiskTraceGen;\n\nclass Alerts { [HookFailure] public async void [|Failed|](HookFailure failure) => await System.Threading.Tasks.Task.Yield(); }",
            "using System.Threading.Tasks;\nusing RiskTraceGen;\n\nclass Alerts { [HookFailure] public async ValueTask Failed(HookFailure failure) => await System.Threading.Tasks.Task.Yield(); }");
        foreach (var state in new[] { test.TestState, test.FixedState })
        {
            while (state.Sources.Count > 1)
                state.Sources.RemoveAt(0);
        }

        return test.RunAsync();
    }

    [Theory]
    [InlineData("abstract class Base { public abstract void On(BreachDetected breach); } class Alerts : Base { [Hook(\"on_breach\")] public override async void [|On|](BreachDetected breach) => await Task.Yield(); }")]
    [InlineData("interface IAlerts { void On(BreachDetected breach); } class Alerts : IAlerts { [Hook(\"on_breach\")] public async void [|On|](BreachDetected breach) => await Task.Yield(); }")]
    [InlineData("partial class Alerts { [Hook(\"on_breach\")] public partial void [|On|](BreachDetected breach); public async partial void On(BreachDetected breach) => await Task.Yield(); }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public async void [|On|](BreachDetected breach) => await Task.Yield(); Action<BreachDetected> Get() => On; }")]
    public Task Is_not_offered_where_something_else_decides_the_return_type(string source) => Test(source, source);

    // A call that nobody awaited before is one that the compiler tells of now.
    private static Task Test(string before, string after) => new CodeFixTest<AsyncVoidHandler, ReturnValueTask>(before, after).WithoutNoise().RunAsync();
}
