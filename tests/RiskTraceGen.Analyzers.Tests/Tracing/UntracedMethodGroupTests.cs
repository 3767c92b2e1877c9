using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UntracedMethodGroupTests
{
    [Theory]
    [InlineData("Action a = suite.[|CancelAll|];")]
    [InlineData("Run(suite.[|CancelAll|]);")]
    [InlineData("Func<string, CancellationToken, ValueTask<OrderResult>> close = suite.[|ClosePositionDirectAsync|];")]
    [InlineData("var close = suite.[|ClosePositionDirectAsync|];")]
    [InlineData("Action a = new Action(suite.[|CancelAll|]);")]
    [InlineData("Action a = ((ITradingSuite)other).[|CancelAll|];")]
    [InlineData("Expression<Action<ITradingSuite>> tree = s => s.[|CancelAll|]();")]
    [InlineData("Changed += suite.[|CancelAll|];")]
    [InlineData("Changed += other is null ? null : suite.[|CancelAll|];")]
    public Task Reports_what_is_called_later(string code) => Test(code).RunAsync();

    [Theory]
    [InlineData("<T>(T it) where T : ITradingSuite { Action a = it.[|CancelAll|]; a(); Func<int> ping = it.Ping; ping(); }")]
    [InlineData("<T, U>(U it) where T : Gateway where U : T { Action a = it.[|Submit|]; a(); }")]
    [InlineData("<T, U>(U it) where T : Heir where U : T { Action a = it.[|Send|]; a(); }")]
    [InlineData("<T>(T it) where T : Connection, ISender { Action a = it.[|Send|]; a(); Action b = new Connection().Send; b(); }")]
    [InlineData("<T>() where T : IVenue { Action a = T.[|Open|]; a(); }")]
    [InlineData("<T>() where T : Gateway { Expression<Action<T>> tree = it => it.[|Submit|](); _ = tree; }")]
    public Task Reports_what_is_taken_from_a_type_parameter(string method) => new AnalyzerTest<UntracedMethodGroup>($$"""
        class Gateway { [BrokerCall("submit")] public virtual void Submit() { } }
        interface ISender { [BrokerCall("send")] void Send(); }
        interface IVenue { [BrokerCall("open")] static abstract void Open(); }
        class Connection { public void Send() { } }
        class Heir : Connection, ISender { }
        static class Guard { static void Use{{method}} }
        """).RunAsync();

    [Theory]
    [InlineData("suite.CancelAll();")] // the other rule's
    [InlineData("Action a = suite.Traced(flow).CancelAll;")]
    [InlineData("Action a = () => suite.Traced(flow).CancelAll();")]
    [InlineData("_ = nameof(suite.CancelAll);")]
    [InlineData("_ = nameof(ITradingSuite.CancelAll);")]
    [InlineData("Func<int> ping = suite.Ping;")]
    [InlineData("Func<string> text = suite.ToString;")]
    [InlineData("Expression<Func<ITradingSuite, int>> tree = s => s.Ping();")]
    [InlineData("Action a = Local; void Local() { }")]
    [InlineData("Changed -= suite.CancelAll;")] // is called no more
    [InlineData("Action? a = null; a -= suite.CancelAll;")]
    [InlineData("Action? a = null; if (a == suite.CancelAll || a != (Action)suite.CancelAll) Run(() => { });")] // compared
    public Task Stays_silent(string code) => Test(code).RunAsync();

    [Fact]
    public Task Stays_silent_inside_a_decorator() => new AnalyzerTest<UntracedMethodGroup>("""
        sealed class Retrying(ITradingSuite inner) : ITradingSuite
        {
            public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default) => inner.ClosePositionDirectAsync(contractId, cancellationToken);
            public void CancelAll() { Action a = inner.CancelAll; a(); }
            public int Ping() => inner.Ping();
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_in_test_projects() => Test("Action a = suite.CancelAll;").GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("Action a = suite.[|CancelAll|]; Missing(suite.; Action").Broken().RunAsync();

    private static AnalyzerTest<UntracedMethodGroup> Test(string code) => new($$"""
        class Guard
        {
            event Action? Changed;
            void Run(Action action) => Changed?.Invoke();
            void Use(ITradingSuite suite, object other, RiskFlow flow)
            {
                {{code}}
            }
        }
        """);
}
