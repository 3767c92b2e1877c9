using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Hooks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The first fix of RTG0201.</summary>
public sealed class HandleOutcomeTests
{
    private const string Program = """
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        class Alerts { [Hook("margin_call")] public void On(MarginCall call) { } }

        """;

    [Fact]
    public Task Waits_and_throws_if_a_handler_fails() => Test("""
        class Watch
        {
            async Task Use(RiskFlow flow, TracedTradingSuite suite, bool flag)
            {
                await suite.ClosePositionDirectAsync("MNQ");
                // Tell them.
                [|flow.Raise(new MarginCall(1))|]; // everybody
                await [|flow.RaiseAsync(new MarginCall(2))|].ConfigureAwait(false);
                _ = await [|suite.Flow.RaiseAsync(
                    new MarginCall(3))|];
                if (flag)
                    [|flow.Raise<MarginCall>(new(4))|];
                Func<Task> tell = async () =>
                {
                    await [|flow.RaiseAsync(new MarginCall(5))|];
                };
                await tell();
            }
        }
        """, """
        class Watch
        {
            async Task Use(RiskFlow flow, TracedTradingSuite suite, bool flag)
            {
                await suite.ClosePositionDirectAsync("MNQ");
                // Tell them.
                if (!(await flow.RaiseAsync(new MarginCall(1))).AllSucceeded)
                    throw new InvalidOperationException("A handler of 'margin_call' did not do its work."); // everybody
                if (!(await flow.RaiseAsync(new MarginCall(2)).ConfigureAwait(false)).AllSucceeded)
                    throw new InvalidOperationException("A handler of 'margin_call' did not do its work.");
                if (!(await suite.Flow.RaiseAsync(
                    new MarginCall(3))).AllSucceeded)
                    throw new InvalidOperationException("A handler of 'margin_call' did not do its work.");
                if (flag)
                    if (!(await flow.RaiseAsync<MarginCall>(new(4))).AllSucceeded)
                        throw new InvalidOperationException("A handler of 'margin_call' did not do its work.");
                Func<Task> tell = async () =>
                {
                    if (!(await flow.RaiseAsync(new MarginCall(5))).AllSucceeded)
                        throw new InvalidOperationException("A handler of 'margin_call' did not do its work.");
                };
                await tell();
            }
        }
        """);

    [Theory]
    [InlineData("void Use(RiskFlow flow) { [|flow.Raise(new MarginCall(1))|]; }")] // cannot await
    [InlineData("void Use(RiskFlow flow) => [|flow.Raise(new MarginCall(1))|];")]
    [InlineData("async Task Use(RiskFlow flow, MarginCall call) { await Task.Yield(); [|flow.Raise(in call)|]; }")]
    [InlineData("async Task Use(RiskFlow flow, bool flag) { if (flag) [|flow.Raise(new MarginCall(1))|]; else await Task.Yield(); }")]
    [InlineData("async Task Use(RiskFlow flow) { await Task.Yield(); _ = /* whatever */ await [|flow.RaiseAsync(new MarginCall(1))|]; }")]
    [InlineData("async Task Use(TracedTradingSuite suite) { [|suite.Flow.Raise(new MarginCall(1))|]; await suite.ClosePositionDirectAsync(\"MNQ\"); }")] // the alert would come before the close
    [InlineData("async Task Use(TracedTradingSuite suite) { await [|suite.Flow.RaiseAsync(new MarginCall(1))|]; suite.CancelAll(); }")]
    [InlineData("async Task Use(TracedTradingSuite suite, string[] ids) { foreach (string id in ids) { if (!(await suite.ClosePositionDirectAsync(id)).Success) continue; [|suite.Flow.Raise(new MarginCall(1))|]; } }")] // nor the next one
    [InlineData("async Task Use(TracedTradingSuite suite, bool flag) { while (flag) { suite.CancelAll(); await [|suite.Flow.RaiseAsync(new MarginCall(1))|]; } }")]
    [InlineData("async Task Use(TracedTradingSuite suite) { again: await suite.ClosePositionDirectAsync(\"MNQ\"); [|suite.Flow.Raise(new MarginCall(1))|]; goto again; }")]
    [InlineData("async Task Use(TracedTradingSuite suite, string[] ids) { await [|suite.Flow.RaiseAsync(new MarginCall(1))|]; await Task.WhenAll(ids.Select(id => suite.ClosePositionDirectAsync(id).AsTask())); }")]
    [InlineData("async Task Use(TracedTradingSuite suite) { await [|suite.Flow.RaiseAsync(new MarginCall(1))|]; Action close = () => suite.CancelAll(); close(); }")]
    [InlineData("async Task Use(TracedTradingSuite suite) { await Tell(); suite.CancelAll(); async Task Tell() { await [|suite.Flow.RaiseAsync(new MarginCall(1))|]; } }")]
    [InlineData("async Task Use(TracedTradingSuite suite, string[] ids) { await Parallel.ForEachAsync(ids, async (id, token) => { await suite.ClosePositionDirectAsync(id); await [|suite.Flow.RaiseAsync(new MarginCall(1))|]; }); }")]
    [InlineData("async Task Use(RiskFlow flow) { try { await Task.Yield(); } finally { [|flow.Raise(new MarginCall(1))|]; } }")] // it would hide what was thrown
    [InlineData("async Task Use(RiskFlow flow) { var unread = await [|flow.RaiseAsync(new MarginCall(1))|]; }")]
    [InlineData("async void Use(RiskFlow flow) { await [|flow.RaiseAsync(new MarginCall(1))|]; }")] // a throw would end the process
    [InlineData("async void Use(RiskFlow flow) { await Tell(); async Task Tell() { await [|flow.RaiseAsync(new MarginCall(1))|]; } }")]
    [InlineData("Timer Use(RiskFlow flow) { return new Timer(_ => Tell().Wait()); async Task Tell() { await [|flow.RaiseAsync(new MarginCall(1))|]; } }")]
    [InlineData("void Use(RiskFlow flow) { Action tell = async () => { await Task.Yield(); [|flow.Raise(new MarginCall(1))|]; }; tell(); }")]
    public Task Is_not_offered(string method) => Test($"class Watch {{ {method} }}", $"class Watch {{ {method} }}");

    [Fact]
    public Task Is_offered_in_a_lambda_that_async_void_leaves_to_others() => Test("""
        class Watch
        {
            event Func<Task> Tell = null!;

            async void Use(RiskFlow flow)
            {
                Tell += async () =>
                {
                    await [|flow.RaiseAsync(new MarginCall(1))|];
                };
                await Task.Yield();
            }
        }
        """, """
        class Watch
        {
            event Func<Task> Tell = null!;

            async void Use(RiskFlow flow)
            {
                Tell += async () =>
                {
                    if (!(await flow.RaiseAsync(new MarginCall(1))).AllSucceeded)
                        throw new InvalidOperationException("A handler of 'margin_call' did not do its work.");
                };
                await Task.Yield();
            }
        }
        """);

    private static Task Test(string before, string after) => new CodeFixTest<UnhandledHookFailure, HandleOutcome>(Program + before, Program + after).WithoutNoise().RunAsync();
}
