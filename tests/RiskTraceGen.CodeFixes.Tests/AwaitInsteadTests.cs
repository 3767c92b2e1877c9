using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.CodeFixes.Tasks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0304.</summary>
public sealed class AwaitInsteadTests
{
    [Fact]
    public Task Awaits_tasks_delays_and_semaphores() => Test("""
        class Rule(SemaphoreSlim gate, WaitHandle signal)
        {
            public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken token)
            {
                await Task.Yield();
                OrderResult order = [|suite.ClosePositionDirectAsync("MNQ").AsTask().Result|]; // closed
                bool closed = [|suite.ClosePositionDirectAsync("MNQ").GetAwaiter().GetResult()|].Success;
                [|Work().Wait()|];
                [|Work().ConfigureAwait(false).GetAwaiter().GetResult()|];
                [|Thread.Sleep(5)|];
                [|Thread.Sleep(TimeSpan.FromSeconds(1))|]; /* rest */
                [|gate.Wait(token)|];
                [|Work().Wait(500)|];
                [|Task.WaitAll(Work())|];
                [|signal.WaitOne()|];
                lock (this) [|Thread.Sleep(5)|];
                return order.Success && closed && Twice() ? RuleResult.Pass : RuleResult.Breach("open");
                bool Twice() => [|Work().Wait(5)|];
            }

            private static Task Work() => Task.CompletedTask;
        }
        """, """
        class Rule(SemaphoreSlim gate, WaitHandle signal)
        {
            public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken token)
            {
                await Task.Yield();
                OrderResult order = await suite.ClosePositionDirectAsync("MNQ").AsTask(); // closed
                bool closed = (await suite.ClosePositionDirectAsync("MNQ")).Success;
                await Work();
                await Work().ConfigureAwait(false);
                await Task.Delay(5);
                await Task.Delay(TimeSpan.FromSeconds(1)); /* rest */
                await gate.WaitAsync(token);
                [|Work().Wait(500)|];
                [|Task.WaitAll(Work())|];
                [|signal.WaitOne()|];
                lock (this) [|Thread.Sleep(5)|];
                return order.Success && closed && Twice() ? RuleResult.Pass : RuleResult.Breach("open");
                bool Twice() => [|Work().Wait(5)|];
            }

            private static Task Work() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Is_not_offered_in_synchronous_functions_and_conditional_access()
    {
        const string source = """
            class Alerts
            {
                [Hook("on_breach")] public void On(BreachDetected breach) => [|Thread.Sleep(5)|];
                [HookFailure] public async ValueTask OnAsync(HookFailure failure, Task<int>? task) { await Task.Yield(); int? size = task?[|.Result|]; Console.WriteLine(size); }
            }
            """;
        return Test(source, source);
    }

    private static Task Test(string before, string after) => new CodeFixTest<BlockingWait, AwaitInstead>(before, after).RunAsync();
}
