using RiskTraceGen.Analyzers.Calls;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnawaitedCallTests
{
    [Theory]
    [InlineData("suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("_ = suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("_ = suite.[|ClosePositionDirectAsync|](\"MNQ\").AsTask();")]
    [InlineData("suite.[|ClosePositionDirectAsync|](\"MNQ\").ConfigureAwait(false);")]
    [InlineData("var task = suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("broker.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("broker?.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("Action later = () => suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("Later(); void Later() => suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("desk.[|FlattenAsync|]();")]
    [InlineData("_ = Task.WhenAll(desk.[|FlattenAsync|](), Task.Delay(1));")]
    [InlineData("_ = Task.WhenAll(Task.Delay(1), desk.[|FlattenAsync|]());")]
    public Task Reports_a_task_that_nobody_awaits(string code) => Test(code).RunAsync();

    [Theory]
    [InlineData("await suite.ClosePositionDirectAsync(\"MNQ\");")]
    [InlineData("var task = suite.ClosePositionDirectAsync(\"MNQ\"); suite.CancelAll(); await task;")]
    [InlineData("Func<ValueTask<OrderResult>> later = () => suite.ClosePositionDirectAsync(\"MNQ\");")]
    [InlineData("await Task.WhenAll(suite.ClosePositionDirectAsync(\"MNQ\").AsTask());")]
    [InlineData("_task = suite.ClosePositionDirectAsync(\"MNQ\").AsTask();")]
    [InlineData("_ = suite.ClosePositionDirectAsync(\"MNQ\").AsTask().ContinueWith(t => t.Exception);")]
    [InlineData("Task task = desk.FlattenAsync(), other; other = task; await other;")]
    [InlineData("suite.CancelAll(); suite.Ping();")]
    [InlineData("System.Linq.Expressions.Expression<Action<ITradingSuite>> setup = each => each.ClosePositionDirectAsync(\"MNQ\", default); Console.WriteLine(setup);")] // it calls nothing
    [InlineData("_ = Task.Delay(1);")] // no broker call
    [InlineData("_ = broker is null ? null : broker.ClosePositionDirectAsync(\"MNQ\").AsTask().Result;")]
    public Task Stays_silent(string code) => Test(code).RunAsync();

    [Fact]
    public Task Names_a_nested_broker_by_its_own_name()
    {
        AnalyzerTest<UnawaitedCall> test = new("""
            class Desk { public interface IVenue { [BrokerCall("close")] Task CloseAsync(); } }
            class Guard { void Use(Desk.IVenue venue) { venue.{|#0:CloseAsync|}(); } }
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<UnawaitedCall>.Reported().WithLocation(0).WithArguments("IVenue.CloseAsync"));
        return test.RunAsync();
    }

    [Fact]
    public Task Tells_overloads_of_a_wrapper_apart() => new AnalyzerTest<UnawaitedCall>("""
        #pragma warning disable CS4014 // the compiler says it too
        public interface IVenue
        {
            [BrokerCall("send")] Task SendAsync(int size);
            Task SendAsync(string text, bool dry);
        }

        public readonly struct TracedVenue(IVenue broker, RiskFlow flow)
        {
            public RiskFlow Flow { get; } = flow;
            public Task SendAsync(int size) => broker.SendAsync(size);
            public Task SendAsync(string text, bool dry) => broker.SendAsync(text, dry);
        }

        class Guard
        {
            async Task Use(TracedVenue venue)
            {
                venue.[|SendAsync|](1);
                venue.SendAsync("no order", true);
                await Task.Yield();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_in_an_implementation() => new AnalyzerTest<UnawaitedCall>("""
        #pragma warning disable CS4014 // the compiler says it too
        sealed class Eager(ITradingSuite inner) : ITradingSuite
        {
            public async ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default)
            {
                inner.ClosePositionDirectAsync(contractId, cancellationToken);
                return await inner.ClosePositionDirectAsync(contractId, cancellationToken);
            }

            public void CancelAll() => inner.CancelAll();
            public int Ping() => inner.Ping();
        }
        """).RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("suite.[|ClosePositionDirectAsync|](\"MNQ\"); await suite.; Missing(").Broken().RunAsync();

    private static AnalyzerTest<UnawaitedCall> Test(string code) => new($$"""
        #pragma warning disable CS4014, CS1998
        interface IDesk { [BrokerCall("flatten")] Task FlattenAsync(); }

        class Guard
        {
            private Task? _task;
            async Task Use(TracedTradingSuite suite, ITradingSuite broker, IDesk desk)
            {
                {{code}}
                await Task.Yield();
            }
        }
        """);
}
