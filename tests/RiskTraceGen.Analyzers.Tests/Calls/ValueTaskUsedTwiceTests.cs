using RiskTraceGen.Analyzers.Calls;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class ValueTaskUsedTwiceTests
{
    [Theory]
    [InlineData("var task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); await task; await task;")]
    [InlineData("var task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); for (int i = 0; i < 2; i++) await task;")]
    [InlineData("var task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); if (flag) await task; Keep(await task);")]
    [InlineData("var task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); try { await task; } catch (Exception) { await task; }")]
    [InlineData("var task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); try { await task; } catch (TimeoutException) { } catch (Exception) { await task; }")]
    [InlineData("ValueTask<OrderResult> task; task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); await task; Keep(task.AsTask());")]
    [InlineData("Keep(suite.[|ClosePositionDirectAsync|](\"MNQ\").Result);")]
    [InlineData("Keep(suite.[|ClosePositionDirectAsync|](\"MNQ\").GetAwaiter().GetResult());")]
    [InlineData("Keep(suite.[|ClosePositionDirectAsync|](\"MNQ\").ConfigureAwait(false).GetAwaiter().GetResult());")]
    [InlineData("var task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); Keep(task.Result);")]
    [InlineData("_stored = suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("var task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); _stored = task;")]
    [InlineData("_any = suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("_list.Add(suite.[|ClosePositionDirectAsync|](\"MNQ\"));")]
    [InlineData("ValueTask<OrderResult>[] all = [suite.[|ClosePositionDirectAsync|](\"MNQ\")]; Keep(all);")]
    [InlineData("ValueTask<OrderResult>[] all = { suite.[|ClosePositionDirectAsync|](\"MNQ\") }; Keep(all);")]
    [InlineData("Func<Task> later = async () => { var task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); await task; await task; }; Keep(later);")]
    [InlineData("var task = flag ? suite.[|ClosePositionDirectAsync|](\"MNQ\") : suite.[|ClosePositionDirectAsync|](\"MNQ\"); await task; await task;")]
    [InlineData("var task = flag switch { true => suite.[|ClosePositionDirectAsync|](\"MNQ\"), _ => default }; await task; await task;")]
    [InlineData("var awaiter = suite.[|ClosePositionDirectAsync|](\"MNQ\").GetAwaiter(); Keep(awaiter.GetResult());")]
    [InlineData("parameter = suite.[|ClosePositionDirectAsync|](\"MNQ\"); await parameter; await parameter;")]
    [InlineData("var (task, count) = (suite.[|ClosePositionDirectAsync|](\"MNQ\"), 1); await task; await task; Keep(count);")]
    public Task Reports_what_is_not_awaited_once(string code) => Test(code).RunAsync();

    [Fact]
    public Task Reports_what_fields_and_properties_begin_with() => new AnalyzerTest<ValueTaskUsedTwice>("""
        class Guard(TracedTradingSuite suite)
        {
            private readonly ValueTask<OrderResult> _first = suite.[|ClosePositionDirectAsync|]("MNQ");
            public ValueTask<OrderResult> Second { get; } = suite.[|ClosePositionDirectAsync|]("MNQ");
            public bool IsDone => _first.IsCompleted;
        }
        """).RunAsync();

    [Theory]
    [InlineData("await suite.ClosePositionDirectAsync(\"MNQ\");")]
    [InlineData("var task = suite.ClosePositionDirectAsync(\"MNQ\"); suite.CancelAll(); await task;")]
    [InlineData("var task = suite.ClosePositionDirectAsync(\"MNQ\"); if (flag) await task; else Keep(await task);")]
    [InlineData("var task = suite.ClosePositionDirectAsync(\"MNQ\"); Action later = () => { }; await task; later();")]
    [InlineData("var task = suite.ClosePositionDirectAsync(\"MNQ\"); if (flag) { await task; return; } Keep(await task);")]
    [InlineData("var task = suite.ClosePositionDirectAsync(\"MNQ\"); Keep(task.IsCompletedSuccessfully ? task.Result : await task);")]
    [InlineData("var task = suite.ClosePositionDirectAsync(\"MNQ\"); await task; task = suite.ClosePositionDirectAsync(\"MNQ\"); await task;")]
    [InlineData("for (int i = 0; i < 2; i++) { var task = suite.ClosePositionDirectAsync(\"MNQ\"); await task; }")]
    [InlineData("Task<OrderResult> task = suite.ClosePositionDirectAsync(\"MNQ\").AsTask(); await task; await task; _task = task;")]
    [InlineData("_task = suite.ClosePositionDirectAsync(\"MNQ\").AsTask(); _tasks.Add(suite.ClosePositionDirectAsync(\"MNQ\").AsTask());")]
    [InlineData("var task = Other(); await task; await task;")] // no traced call
    [InlineData("var task = suite.ClosePositionDirectAsync(\"MNQ\"); while (!task.IsCompleted) await Task.Yield(); await task;")]
    [InlineData("Keep(await Pass(suite.ClosePositionDirectAsync(\"MNQ\")));")]
    [InlineData("var task = suite.ClosePositionDirectAsync(\"MNQ\").Preserve(); await task; await task;")]
    [InlineData("var task = flag ? suite.ClosePositionDirectAsync(\"MNQ\") : suite.ClosePositionDirectAsync(\"MNQ\"); await task;")]
    [InlineData("var awaiter = suite.ClosePositionDirectAsync(\"MNQ\").GetAwaiter(); if (awaiter.IsCompleted) Keep(awaiter.GetResult());")]
    [InlineData("parameter = suite.ClosePositionDirectAsync(\"MNQ\"); await parameter; parameter = Other(); await parameter;")]
    [InlineData("var (task, count) = (suite.ClosePositionDirectAsync(\"MNQ\"), 1); await task; Keep(count);")]
    public Task Stays_silent(string code) => Test(code).RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("var task = suite.[|ClosePositionDirectAsync|](\"MNQ\"); await task; await task; if (").Broken().RunAsync();

    private static AnalyzerTest<ValueTaskUsedTwice> Test(string code) => new($$"""
        #pragma warning disable CS4014, CS1998
        class Guard(bool flag)
        {
            private ValueTask<OrderResult> _stored;
            private object? _any;
            private Task<OrderResult>? _task;
            private readonly List<ValueTask<OrderResult>> _list = [];
            private readonly List<Task<OrderResult>> _tasks = [];

            void Keep(object value) => _ = _stored.IsCompleted && _task is null && _any is null && _list.Count + _tasks.Count > 0;
            ValueTask<OrderResult> Other() => default;
            ValueTask<OrderResult> Pass(ValueTask<OrderResult> task) => task;

            async Task Use(TracedTradingSuite suite, ValueTask<OrderResult> parameter)
            {
                {{code}}
            }
        }
        """);
}
