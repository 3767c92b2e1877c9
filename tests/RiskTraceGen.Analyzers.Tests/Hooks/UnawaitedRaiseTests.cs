using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnawaitedRaiseTests
{
    [Theory]
    [InlineData("flow.[|RaiseAsync|](breach);")]
    [InlineData("_ = flow.[|RaiseAsync|](breach);")]
    [InlineData("_ = flow.[|RaiseAsync|](breach).AsTask();")]
    [InlineData("flow.[|RaiseAsync|](breach).ConfigureAwait(false);")]
    [InlineData("var unread = flow.[|RaiseAsync|](breach);")]
    [InlineData("_ = suite?.Flow.[|RaiseAsync|](breach);")]
    [InlineData("_ = breach.Rule == \"\" ? flow.[|RaiseAsync|](breach) : default;")]
    [InlineData("Action later = () => flow.[|RaiseAsync|](breach); later();")]
    [InlineData("Local(); void Local() => flow.[|RaiseAsync<BreachDetected>|](payload: breach);")]
    [InlineData("_ = breach.Rule switch { \"\" => flow.[|RaiseAsync|](breach), _ => default };")]
    [InlineData("(_, _) = (flow.[|RaiseAsync|](breach), 1);")]
    [InlineData("_ = _tasks.Select(each => flow.[|RaiseAsync|](breach)).ToList();")]
    [InlineData("_ = Task.WhenAll(flow.[|RaiseAsync|](breach).AsTask());")]
    [InlineData("var started = flow.[|RaiseAsync|](breach); started = default; await started;")]
    public Task Reports_a_task_that_nobody_has(string statement) => Test(statement).RunAsync();

    [Fact]
    public Task Reports_in_top_level_statements() => new AnalyzerTest<UnawaitedRaise>("""
        RiskFlow flow = RiskFlow.None;
        _ = flow.[|RaiseAsync|](new BreachDetected("max_contracts", null));
        """).Executable().RunAsync();

    [Theory]
    [InlineData("await flow.RaiseAsync(breach);")]
    [InlineData("_ = await flow.RaiseAsync(breach).ConfigureAwait(false);")]
    [InlineData("var started = flow.RaiseAsync(breach); await started;")]
    [InlineData("var started = flow.RaiseAsync(breach); Action later = () => started.AsTask().Wait(); later();")]
    [InlineData("await Task.WhenAll(flow.RaiseAsync(breach).AsTask(), Task.CompletedTask);")]
    [InlineData("_tasks.Add(flow.RaiseAsync(breach).AsTask());")]
    [InlineData("Func<ValueTask<HookOutcome>> later = () => flow.RaiseAsync(breach); await later();")]
    [InlineData("flow.Raise(breach);")]
    [InlineData("Expression<Action<RiskFlow>> tree = each => each.RaiseAsync(breach); Console.WriteLine(tree);")] // describes one
    [InlineData("_ = flow.RaiseAsync(breach).AsTask().ContinueWith(static task => Console.WriteLine(task.Status));")] // somebody looks
    [InlineData("_ = RaiseAsync(breach);")] // of another name
    [InlineData("await (breach.Rule switch { \"\" => flow.RaiseAsync(breach), _ => default });")]
    [InlineData("var (started, _) = (flow.RaiseAsync(breach), 1); await started;")]
    [InlineData("await Task.WhenAll(_tasks.Select(each => flow.RaiseAsync(breach).AsTask()));")]
    [InlineData("var started = flow.RaiseAsync(breach); if (_tasks.Count > 0) started = default; await started;")]
    public Task Stays_silent(string statement) => Test(statement).RunAsync();

    [Theory]
    [InlineData("flow.RaiseAsync(")]
    [InlineData("_ = flow.RaiseAsync();")]
    [InlineData("var unread = missing.RaiseAsync(breach);")]
    [InlineData("_ = flow.RaiseAsync(new Missing()")]
    public Task Survives_half_typed_code(string statement) => new AnalyzerTest<UnawaitedRaise>($$"""
        class Guard { async Task RunAsync(RiskFlow flow, BreachDetected breach) { {{statement}} } }
        """).Broken().RunAsync();

    private static AnalyzerTest<UnawaitedRaise> Test(string statement) => new($$"""
        class Guard
        {
            private readonly List<Task> _tasks = [];

            async Task RunAsync(RiskFlow flow, TracedTradingSuite? suite, BreachDetected breach)
            {
                {{statement}}
            }

            private Task RaiseAsync(BreachDetected breach) => Task.WhenAll(_tasks);
        }
        """);
}
