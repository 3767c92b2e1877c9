using RiskTraceGen.Analyzers.Calls;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UncheckedResultTests
{
    [Theory]
    [InlineData("await suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("await suite.[|ClosePositionDirectAsync|](\"MNQ\").ConfigureAwait(false);")]
    [InlineData("_ = await suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("var result = await suite.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("await broker.[|ClosePositionDirectAsync|](\"MNQ\");")]
    [InlineData("await Task.WhenAll(suite.[|ClosePositionDirectAsync|](\"MNQ\").AsTask());")]
    [InlineData("desk.[|Cancel|](1);")]
    [InlineData("desk?.[|Cancel|](1);")]
    [InlineData("await desk!.[|FlattenAsync|]();")]
    [InlineData("Action cancel = () => desk!.[|Cancel|](1);")]
    public Task Reports_an_answer_that_is_dropped(string code) => Test(code).RunAsync();

    [Theory]
    [InlineData("<T, U>(U it) where T : IDesk where U : T { it.[|Cancel|](1); if (it.Cancel(2)) return; }")]
    [InlineData("<T, U>(U it) where T : Heir where U : T { it.[|Send|](); if (it.Send()) return; }")]
    [InlineData("<T>(T it) where T : Connection, ISender => it.[|Send|]();")]
    [InlineData("<T>() where T : IVenue { T.[|Open|](); if (T.Open()) return; }")]
    [InlineData("<T>(T it) where T : Connection => it.Send();")]
    public Task Reports_an_answer_of_a_type_parameter(string method) => new AnalyzerTest<UncheckedResult>($$"""
        interface IDesk { [BrokerCall("cancel")] bool Cancel(int order); }
        interface ISender { [BrokerCall("send")] bool Send(); }
        interface IVenue { [BrokerCall("open")] static abstract bool Open(); }
        class Connection { public bool Send() => true; }
        class Heir : Connection, ISender { }
        static class Guard { static void Use{{method}} }
        """).RunAsync();

    [Fact]
    public Task Says_what_to_check()
    {
        AnalyzerTest<UncheckedResult> test = Test("await suite.{|#0:ClosePositionDirectAsync|}(\"MNQ\"); desk!.{|#1:Cancel|}(1);");
        test.ExpectedDiagnostics.Add(AnalyzerTest<UncheckedResult>.Reported().WithLocation(0).WithArguments("TracedTradingSuite.ClosePositionDirectAsync", "'Success'"));
        test.ExpectedDiagnostics.Add(AnalyzerTest<UncheckedResult>.Reported().WithLocation(1).WithArguments("IDesk.Cancel", "it"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("if (!(await suite.ClosePositionDirectAsync(\"MNQ\")).Success) throw new Exception();")]
    [InlineData("OrderResult result = await suite.ClosePositionDirectAsync(\"MNQ\"); Keep(result);")]
    [InlineData("Keep(await suite.ClosePositionDirectAsync(\"MNQ\"));")]
    [InlineData("Func<Task<OrderResult>> later = async () => await suite.ClosePositionDirectAsync(\"MNQ\");")]
    [InlineData("OrderResult[] all = await Task.WhenAll(suite.ClosePositionDirectAsync(\"MNQ\").AsTask()); Keep(all);")]
    [InlineData("suite.CancelAll();")]
    [InlineData("_ = desk!.Place(1); await desk.FindAsync(1);")] // says something, but not whether it succeeded
    [InlineData("suite.ClosePositionDirectAsync(\"MNQ\");")] // not awaited: another rule
    [InlineData("suite.Ping();")]
    [InlineData("bool ok = desk!.Cancel(1) && desk.Cancel(2); Keep(ok);")]
    public Task Stays_silent(string code) => Test(code).RunAsync();

    // What a class keeps is read by its other methods.
    [Fact]
    public Task Stays_silent_on_what_a_primary_constructor_keeps() => new AnalyzerTest<UncheckedResult>("""
        class Guard(OrderResult? last)
        {
            public bool IsRefused => last is { Success: false };
            public async Task LeaveAsync(TracedTradingSuite suite) => last = await suite.ClosePositionDirectAsync("MNQ");
            public async Task CloseAsync(TracedTradingSuite suite) { last = await suite.ClosePositionDirectAsync("MNQ"); }
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_in_an_implementation() => new AnalyzerTest<UncheckedResult>("""
        sealed class Retrying(ITradingSuite inner) : ITradingSuite
        {
            public async ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default)
            {
                await inner.ClosePositionDirectAsync(contractId, cancellationToken);
                return await inner.ClosePositionDirectAsync(contractId, cancellationToken);
            }

            public void CancelAll() => inner.CancelAll();
            public int Ping() => inner.Ping();
        }
        """).RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("await suite.[|ClosePositionDirectAsync|](\"MNQ\"); await suite.ClosePositionDirectAsync(").Broken().RunAsync();

    private static AnalyzerTest<UncheckedResult> Test(string code) => new($$"""
        #pragma warning disable CS4014, CS1998
        interface IDesk
        {
            [BrokerCall("cancel")] bool Cancel(int order);
            [BrokerCall("flatten")] ValueTask<bool> FlattenAsync();
            [BrokerCall("place")] long Place(int size);
            [BrokerCall("find")] Task<string?> FindAsync(long order);
        }

        class Guard
        {
            void Keep(object value) { }
            async Task Use(TracedTradingSuite suite, ITradingSuite broker, IDesk? desk)
            {
                {{code}}
            }
        }
        """);
}
