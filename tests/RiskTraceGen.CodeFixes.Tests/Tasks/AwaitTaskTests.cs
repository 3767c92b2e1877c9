using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.CodeFixes.Tasks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0305, and the first of RTG0209.</summary>
public sealed class AwaitTaskTests
{
    [Fact]
    public Task Awaits_a_raise() => new CodeFixTest<UnawaitedRaise, AwaitTask>("""
        class Guard
        {
            async Task RunAsync(RiskFlow flow, BreachDetected breach)
            {
                await Task.Yield();
                _ = flow.[|RaiseAsync|](breach); // told
                _ = flow.[|RaiseAsync|](breach).AsTask();
                /* first */ _ = flow.[|RaiseAsync|](breach).ConfigureAwait(false);
                Func<Task> later = async () => _ = flow.[|RaiseAsync|](breach);
                await later();
            }

            void Run(RiskFlow flow, BreachDetected breach) => _ = flow.[|RaiseAsync|](breach);
        }
        """, """
        class Guard
        {
            async Task RunAsync(RiskFlow flow, BreachDetected breach)
            {
                await Task.Yield();
                await flow.RaiseAsync(breach); // told
                await flow.RaiseAsync(breach).AsTask();
                /* first */ await flow.RaiseAsync(breach).ConfigureAwait(false);
                Func<Task> later = async () => await flow.RaiseAsync(breach);
                await later();
            }

            void Run(RiskFlow flow, BreachDetected breach) => _ = flow.[|RaiseAsync|](breach);
        }
        """).WithoutNoise().RunAsync();

    [Theory]
    [InlineData("_ = suite.Flow.[|RaiseAsync|](breach); await suite.ClosePositionDirectAsync(\"MNQ\");")]
    [InlineData("while (breach.Rule != \"\") { await suite.ClosePositionDirectAsync(\"MNQ\"); _ = suite.Flow.[|RaiseAsync|](breach); }")]
    public Task Does_not_delay_a_broker_call(string statements)
    {
        string source = $"class Guard {{ async Task RunAsync(TracedTradingSuite suite, BreachDetected breach) {{ {statements} }} }}";
        return new CodeFixTest<UnawaitedRaise, AwaitTask>(source, source).WithoutNoise().RunAsync();
    }

    // The local is called once, and only then is its lambda run: what it does ahead of the alert is done.
    [Fact]
    public Task Awaits_in_a_lambda_that_a_local_is_given() => new CodeFixTest<UnawaitedRaise, AwaitTask>("""
        class Guard
        {
            async Task RunAsync(TracedTradingSuite suite, BreachDetected breach)
            {
                Func<Task> tell;
                tell = async () => { suite.CancelAll(); _ = suite.Flow.[|RaiseAsync|](breach); await Task.Yield(); };
                await tell();
            }
        }
        """, """
        class Guard
        {
            async Task RunAsync(TracedTradingSuite suite, BreachDetected breach)
            {
                Func<Task> tell;
                tell = async () => { suite.CancelAll(); await suite.Flow.RaiseAsync(breach); await Task.Yield(); };
                await tell();
            }
        }
        """).WithoutNoise().RunAsync();

    [Fact]
    public Task Awaits_work() => Work("""
        class Desk
        {
            async Task RunAsync(RiskFlow flow, Desk? other)
            {
                await SendAsync();
                [|SendAsync|](); // unheard
                _ = this.[|SendAsync|]();
                Task unread = [|SendAsync|]();
                _ = /* by hand */ [|SendAsync|]();
                _ = Task.[|Run|](() => Console.Beep());
                _ = other?.[|SendAsync|]();
                lock (this) _ = [|SendAsync|]();
                [|Fire|]();
                await Local();
                async Task Local() => [|SendAsync|]();
            }

            void Run(RiskFlow flow) => [|SendAsync|]();
            async Task SendAsync() => await Task.Yield();
            async void Fire() => await Task.Yield();
        }
        """, """
        class Desk
        {
            async Task RunAsync(RiskFlow flow, Desk? other)
            {
                await SendAsync();
                await SendAsync(); // unheard
                await this.SendAsync();
                await SendAsync();
                _ = /* by hand */ [|SendAsync|]();
                await Task.Run(() => Console.Beep());
                _ = other?.[|SendAsync|]();
                lock (this) _ = [|SendAsync|]();
                [|Fire|]();
                await Local();
                async Task Local() => await SendAsync();
            }

            void Run(RiskFlow flow) => [|SendAsync|]();
            async Task SendAsync() => await Task.Yield();
            async void Fire() => await Task.Yield();
        }
        """);

    [Fact]
    public Task Awaits_in_top_level_statements() => new CodeFixTest<UnawaitedRaise, AwaitTask>("""
        RiskFlow flow = RiskFlow.None;
        _ = flow.[|RaiseAsync|](new BreachDetected("max_contracts", null));
        """, """
        RiskFlow flow = RiskFlow.None;
        await flow.RaiseAsync(new BreachDetected("max_contracts", null));
        """).Executable().RunAsync();

    [Fact]
    public Task Is_not_offered_beside_a_ref_local()
    {
        const string source = """
            class Desk
            {
                async Task RunAsync(RiskFlow flow, int[] sizes)
                {
                    await SendAsync();
                    ref int size = ref sizes[0];
                    _ = [|SendAsync|]();
                    size++;
                }

                async Task SendAsync() => await Task.Yield();
            }
            """;
        return Work(source, source);
    }

    private static Task Work(string before, string after) => new CodeFixTest<ForgottenWork, AwaitTask>(before, after).WithoutNoise().RunAsync();
}
