using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Rules;
using RiskTraceGen.CodeFixes.Hooks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0306, and the second of RTG0209.</summary>
public sealed class RaiseAlongsideTests
{
    [Fact]
    public Task Takes_the_place_of_a_raise_that_nobody_waits_for() => new CodeFixTest<UnawaitedRaise, RaiseAlongside>("""
        class Guard
        {
            void Run(RiskFlow flow, TracedTradingSuite? suite, BreachDetected breach, bool big)
            {
                flow.[|RaiseAsync|](breach); // told
                _ = flow.[|RaiseAsync|](breach).AsTask();
                var unread = flow.[|RaiseAsync<BreachDetected>|](payload: breach);
                suite?.Flow.[|RaiseAsync|](breach).ConfigureAwait(false);
                _ = suite?.Flow.[|RaiseAsync|](breach);
                _ = flow.[|RaiseAsync|](breach)/* kept */.AsTask();
                _ = big ? flow.[|RaiseAsync|](breach) : default;
            }

            void Again(RiskFlow flow, BreachDetected breach) => _ = flow.[|RaiseAsync|](breach);
        }
        """, """
        class Guard
        {
            void Run(RiskFlow flow, TracedTradingSuite? suite, BreachDetected breach, bool big)
            {
                flow.Raise(breach); // told
                flow.Raise(breach);
                flow.Raise<BreachDetected>(payload: breach);
                suite?.Flow.Raise(breach);
                suite?.Flow.Raise(breach);
                _ = flow.[|RaiseAsync|](breach)/* kept */.AsTask();
                _ = big ? flow.[|RaiseAsync|](breach) : default;
            }

            void Again(RiskFlow flow, BreachDetected breach) => flow.Raise(breach);
        }
        """).RunAsync();

    [Fact]
    public Task Lets_alerts_run_beside_the_order() => new CodeFixTest<AlertBeforeAction, RaiseAlongside>("""
        class Guard
        {
            async Task RunAsync(RiskFlow flow, TracedTradingSuite suite, BreachDetected breach)
            {
                await flow.[|RaiseAsync|](breach); // first
                _ = await suite.Flow.[|RaiseAsync|](breach).ConfigureAwait(false);
                HookOutcome unread = await flow.[|RaiseAsync|](breach);
                await suite.ClosePositionDirectAsync("MNQ");
            }

            // Nothing else is awaited here: the method would be asynchronous for nothing.
            async Task CancelAsync(RiskFlow flow, TracedTradingSuite suite, BreachDetected breach)
            {
                await flow.[|RaiseAsync|](breach);
                suite.CancelAll();
            }
        }
        """, """
        class Guard
        {
            async Task RunAsync(RiskFlow flow, TracedTradingSuite suite, BreachDetected breach)
            {
                flow.Raise(breach); // first
                suite.Flow.Raise(breach);
                HookOutcome unread = await flow.[|RaiseAsync|](breach);
                await suite.ClosePositionDirectAsync("MNQ");
            }

            // Nothing else is awaited here: the method would be asynchronous for nothing.
            async Task CancelAsync(RiskFlow flow, TracedTradingSuite suite, BreachDetected breach)
            {
                await flow.[|RaiseAsync|](breach);
                suite.CancelAll();
            }
        }
        """).RunAsync();
}
