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

    // The compiler says so only when it writes the assembly.
    [Theory]
    [InlineData("Span<int> sizes = stackalloc int[1]; sizes[0] = [|Work().Result|]; Console.WriteLine(sizes[0]);")]
    [InlineData("ReadOnlySpan<char> id = position.ContractId; [|Work().Wait()|]; Console.WriteLine(id.Length);")]
    [InlineData("int[] sizes = [1]; ref int size = ref sizes[0]; [|Thread.Sleep(5)|]; size++;")]
    [InlineData("Console.WriteLine(position.ContractId.AsSpan().IndexOf('M') + Math.Max([|Work().Result|], 1));")]
    [InlineData("foreach (char each in position.ContractId.AsSpan()) { [|Work().Wait()|]; Console.WriteLine(each); }")]
    public Task Is_not_offered_where_a_reference_would_live_across_it(string body) => StaysInARule(body);

    // An await throws what is inside.
    [Theory]
    [InlineData("try { [|Work().Wait()|]; } catch (AggregateException e) { return RuleResult.Error(e.Message); }")]
    [InlineData("try { Console.WriteLine([|Work().Result|]); } catch (Exception e) when (e.InnerException is TimeoutException) { return RuleResult.Error(e.Message); }")]
    [InlineData("try { try { [|Work().Wait()|]; } finally { Console.Beep(); } } catch (AggregateException e) when (e.InnerExceptions.Count == 1) { return RuleResult.Error(e.Message); }")]
    public Task Is_not_offered_where_its_failure_is_unwrapped(string body) => StaysInARule(body);

    [Fact]
    public Task Is_offered_where_the_failure_is_the_same_and_no_reference_is_in_scope() => Test(
        Rule("""
            try { [|Work().GetAwaiter().GetResult()|]; } catch (AggregateException) { }
            try { [|Work().Wait()|]; } catch (TimeoutException) { }
            try { Console.Beep(); } catch (AggregateException) { [|Work().Wait()|]; }
            { Span<int> sizes = stackalloc int[1]; Console.WriteLine(sizes[0]); }
            [|Work().Wait()|];
            """),
        Rule("""
            try { await Work(); } catch (AggregateException) { }
            try { await Work(); } catch (TimeoutException) { }
            try { Console.Beep(); } catch (AggregateException) { await Work(); }
            { Span<int> sizes = stackalloc int[1]; Console.WriteLine(sizes[0]); }
            await Work();
            """));

    private static Task StaysInARule(string body) => Test(Rule(body), Rule(body));

    private static string Rule(string body) => $$"""
        class Rule
        {
            public async ValueTask<RuleResult> CheckAsync(PositionUpdated position)
            {
                await Task.Yield();
                {{body}}
                return RuleResult.Pass;
            }

            private static Task<int> Work() => Task.FromResult(1);
        }
        """;

    private static Task Test(string before, string after) => new CodeFixTest<BlockingWait, AwaitInstead>(before, after).RunAsync();
}
